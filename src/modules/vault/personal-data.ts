/** Everything about a buyer that Amazon calls personal (spapi.md 1.3). Lives in the vault only. */
export type PersonalData = {
  buyerName?: string;
  buyerEmail?: string;
  buyerCompany?: string;
  recipient?: {
    name?: string;
    company?: string;
    lines: string[];
    city?: string;
    district?: string;
    region?: string;
    postalCode?: string;
    country?: string;
    phone?: string;
    kind?: string;
  };
  deliveryInstruction?: string;
  /** Gift messages and wraps per Amazon item id. */
  gifts?: Record<string, { message?: string; wrap?: string }>;
  /** Addresses of customisation files per Amazon item id. */
  customisations?: Record<string, string>;
  /** What a file holds beyond these, by the name of its column. */
  other?: Record<string, string>;
};
