/** A list that people work through on paper, such as what to fetch from which bin. Texts come in the language of the reader. */
export type Sheet = {
  readonly locale: string;
  readonly title: string;
  /** Under the title, a line each. */
  readonly facts: readonly string[];
  readonly sections: readonly SheetSection[];
  /** `{{page}}` and `{{pages}}` are filled in. */
  readonly foot: string;
};

export type SheetSection = {
  readonly heading: string;
  /** Beside the heading. */
  readonly note?: string;
  /** What the Code 128 beside it says; printable ASCII. */
  readonly barcode?: string;
  readonly rows: readonly SheetRow[];
};

/** A row with a box to tick. */
export type SheetRow = { readonly count: string; readonly text: string; readonly details: readonly string[]; readonly barcode?: string };
