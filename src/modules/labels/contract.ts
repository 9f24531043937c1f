import { z } from 'zod';

const idText = z.string().regex(/^\d{1,18}$/);
const short = (most: number) => z.string().trim().min(1).max(most);
const moneyView = z.object({ amount: z.string(), currency: z.string() });
const moneyBody = z.object({
  amount: z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be a decimal number such as 12.50'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters such as EUR'),
});

const labelFormat = z.enum(['pdf', 'png', 'zpl203', 'zpl300']);
export const carrierKind = z.enum(['buy_shipping', 'amazon_shipping', 'easypost', 'shippo']);
const labelKind = z.enum(['buy_shipping', 'amazon_shipping', 'easypost', 'shippo', 'manual']);

export const parcel = z.object({
  length: z.number().positive().max(500),
  width: z.number().positive().max(500),
  height: z.number().positive().max(500),
  lengthUnit: z.enum(['in', 'cm']),
  weight: z.number().positive().max(100_000),
  weightUnit: z.enum(['oz', 'g']),
});

const items = z
  .array(z.object({ itemId: short(60), quantity: z.int().min(1).max(100_000), transparencyCodes: z.array(short(60)).max(1000).optional() }))
  .min(1)
  .max(200);

export const ratesBody = z.object({
  parcel: parcel.optional(),
  /** All that is left to ship where it is absent. */
  items: items.optional(),
  format: labelFormat.optional(),
  signature: z.enum(['none', 'signature', 'adult']).optional(),
});

export type RatesBody = z.input<typeof ratesBody>;
export type ParcelBody = z.infer<typeof parcel>;

/** A key of the language file with its values. */
const why = z.object({ key: z.string(), values: z.record(z.string(), z.string()) });

const offerView = z.object({
  offer: z.int(),
  kind: labelKind,
  carrier: z.string(),
  service: z.string(),
  price: moneyView,
  earliest: z.string().nullable(),
  latest: z.string().nullable(),
  /** The days are the carrier's average with a working day to spare, not its promise. */
  estimated: z.boolean(),
  arrival: z.enum(['in-time', 'risky', 'late', 'unknown']),
  lateRisk: z.boolean(),
  claimsProtected: z.boolean().nullable(),
  onTimeProtected: z.boolean().nullable(),
  excluded: z.array(z.object({ benefit: z.string(), reasons: z.array(z.string()) })),
  formats: z.array(labelFormat),
  expiresAt: z.string().nullable(),
});

export const quoteView = z.object({
  quoteId: z.string(),
  at: z.iso.datetime(),
  deliverBy: z.iso.datetime().nullable(),
  parcel,
  offers: z.array(offerView),
  unavailable: z.array(z.object({ carrier: z.string(), service: z.string(), reason: z.string() })),
  /** The `offer` that the rules chose; null leaves it to a person. */
  chosen: z.int().nullable(),
  rule: z.string().nullable(),
  why: z.array(why),
  /** Prime or premium: only protected labels are sold for it. */
  premium: z.boolean(),
  /** What customs is told; null where none stands between. */
  customs: z
    .object({ to: z.string(), contents: z.string(), items: z.array(z.object({ sku: z.string(), quantity: z.int(), hsCode: z.string() })) })
    .nullable(),
});
export type QuoteView = z.infer<typeof quoteView>;
export type OfferView = z.infer<typeof offerView>;

export const buyBody = z.object({ quoteId: idText, offer: z.int().min(0).max(1000) });

export const ownLabelBody = z.object({
  carrier: short(60),
  service: z.string().trim().max(100).default(''),
  tracking: short(60),
  parcel,
  items: items.optional(),
  price: moneyBody.optional(),
  file: z.object({ format: labelFormat, base64: z.base64().max(4_000_000) }).optional(),
});

export type OwnLabelBody = z.input<typeof ownLabelBody>;

export const labelView = z.object({
  labelId: z.string(),
  orderId: z.string(),
  kind: labelKind,
  state: z.enum(['asked', 'buying', 'unsure', 'bought', 'voiding', 'voided', 'refused']),
  /** A key of the language file: why it stands where it stands. */
  reason: z.string().nullable(),
  carrierCode: z.string().nullable(),
  carrierMessage: z.string().nullable(),
  carrier: z.string(),
  service: z.string(),
  price: moneyView,
  tracking: z.string().nullable(),
  refund: z.enum(['none', 'pending', 'refunded', 'rejected']),
  confirmation: z.enum(['carrier', 'wanted', 'asked']),
  claimsProtected: z.boolean().nullable(),
  rule: z.string().nullable(),
  why: z.array(why),
  items: z.array(z.object({ itemId: z.string(), sku: z.string(), quantity: z.int() })),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  boughtAt: z.iso.datetime().nullable(),
  voidedAt: z.iso.datetime().nullable(),
  printed: z.int(),
  hasFile: z.boolean(),
  /** How many forms for customs came with it; they are printed behind it. */
  forms: z.int(),
  /** Of the file that was asked for. */
  format: labelFormat,
});
export type LabelView = z.infer<typeof labelView>;

export const printBody = z.object({
  labelIds: z
    .array(idText)
    .min(1)
    .max(500)
    .refine((ids) => new Set(ids).size === ids.length, 'names a label twice'),
  /** Adds the packing slip of each parcel behind its label, on this paper. */
  slip: z.enum(['4x6', 'A4', 'Letter']).optional(),
  /** forms: only those for customs, as a PDF; for labels that a ZPL printer has printed. */
  part: z.enum(['all', 'forms']).default('all'),
});
export type PrintBody = z.input<typeof printBody>;

const address = z.object({
  name: short(50),
  company: short(60).optional(),
  lines: z.array(short(60)).min(1).max(3),
  city: short(30),
  region: short(30).optional(),
  postalCode: short(30),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters such as US'),
  phone: short(20).optional(),
  email: z.email().max(64).optional(),
});

const choiceRule = z.object({
  name: short(60),
  when: z.object({
    gramsFrom: z.int().min(0).optional(),
    gramsTo: z.int().min(0).optional(),
    places: z.array(short(20)).max(50).optional(),
    skus: z.array(short(60)).max(200).optional(),
    valueFrom: moneyBody.optional(),
    valueTo: moneyBody.optional(),
    premium: z.boolean().optional(),
  }),
  want: z.object({
    pick: z.enum(['cheapest', 'fastest']),
    inTime: z.boolean(),
    protected: z.boolean(),
    carriers: z.array(short(100)).max(50).optional(),
  }),
});

export type ChoiceRuleBody = z.infer<typeof choiceRule>;
const choiceRules = z.array(choiceRule).max(50);

export const ruleState = z.object({
  /** Counts up whenever other rules come to hold. */
  version: z.int(),
  rules: choiceRules,
  draft: z.object({ rules: choiceRules, by: z.string(), at: z.iso.datetime() }).nullable(),
  history: z.array(z.object({ version: z.int(), by: z.string(), at: z.iso.datetime(), rules: z.int() })),
});
export type RuleStateView = z.infer<typeof ruleState>;
/** Null takes the draft away. */
export const draftBody = z.object({ rules: choiceRules.nullable() });
export const switchOnBody = z.object({ version: z.int().min(0) });
export const trialBody = z.object({
  /** Absent: the draft, or where there is none the rules that hold. */
  rules: choiceRules.optional(),
  last: z.int().min(1).max(500).default(100),
});
const bought = z.object({ carrier: z.string(), service: z.string(), price: moneyView });
export const trialResult = z.object({
  summary: z.object({
    quotes: z.int(),
    chosen: z.int(),
    unmatched: z.int(),
    late: z.int(),
    unprotected: z.int(),
    compared: z.int(),
    changed: z.int(),
    costs: z.array(z.object({ currency: z.string(), chosen: z.string(), bought: z.string(), difference: z.string() })),
  }),
  rows: z.array(
    z.object({
      orderId: z.string(),
      at: z.iso.datetime(),
      rule: z.string().nullable(),
      chosen: bought
        .extend({ latest: z.string().nullable(), arrival: z.enum(['in-time', 'risky', 'late', 'unknown']), isProtected: z.boolean() })
        .nullable(),
      bought: bought.nullable(),
      difference: moneyView.nullable(),
      why: z.array(why),
    }),
  ),
});
export type TrialView = z.infer<typeof trialResult>;

export const labelSettings = z.object({
  shipFrom: z.object({ address: address.optional(), byLocation: z.record(idText, address).optional() }),
  presets: z
    .array(
      z.object({ name: short(60), parcel, skus: z.array(short(60)).max(500), upTo: z.int().min(1).nullable(), isDefault: z.boolean() }),
    )
    .max(100),
  /** Absent: those that hold go on. They are better written as a draft, which is tried on the past first. */
  rules: choiceRules.optional(),
  format: labelFormat,
  /** `host:port` of a printer on the network that takes ZPL; ports 9100 to 9109. */
  printer: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,100}:910\d$/, 'must be host:port with a port from 9100 to 9109')
    .nullable(),
});

export const carriersBody = z.object({
  carriers: z
    .array(
      z.object({
        kind: carrierKind,
        enabled: z.boolean(),
        /** Of EasyPost and Shippo; without it the one that is there stays. */
        key: z.string().trim().min(1).max(400).optional(),
        /** Another address than the carrier's own; null: its own again. Absent: as it is. */
        baseUrl: z
          .url({ protocol: /^https?$/ })
          .max(200)
          .nullable()
          .optional(),
      }),
    )
    .max(4),
});
export const settingsView = z.object({
  settings: labelSettings,
  carriers: z.array(
    z.object({
      kind: carrierKind,
      enabled: z.boolean(),
      hasKey: z.boolean(),
      /** The carrier sells samples for this key: no parcel travels with them. */
      testKey: z.boolean(),
      /** Where the carrier is asked instead of its own address. */
      baseUrl: z.string().nullable(),
    }),
  ),
});
export type SettingsView = z.infer<typeof settingsView>;
export type LabelSettingsBody = z.infer<typeof labelSettings>;

export const carrierTrial = z.object({ ok: z.boolean(), words: z.string() });

const customsFact = z.object({
  sku: short(60),
  /** Six to ten digits of the Harmonised System. */
  hsCode: z
    .string()
    .regex(/^\d{6,10}$/, 'must be six to ten digits such as 691200')
    .nullable(),
  /** Where it was made. */
  origin: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters such as US')
    .nullable(),
  description: short(100).nullable(),
  /** Of one unit; absent: the price that the buyer paid. */
  value: moneyBody.nullable(),
  /** Of one unit. */
  grams: z.int().min(1).max(1_000_000).nullable(),
});
export type CustomsFactBody = z.infer<typeof customsFact>;
const customsSettingBody = z
  .object({
    contents: z.enum(['merchandise', 'gift', 'documents', 'sample', 'returned_goods']),
    signer: short(100),
    ifUndelivered: z.enum(['return', 'abandon']),
    duties: z.enum(['dap', 'ddp']),
  })
  .nullable();
export type CustomsSettingBody = z.infer<typeof customsSettingBody>;
export const customsView = z.object({ setting: customsSettingBody, facts: z.array(customsFact) });
/** A SKU of which nothing is said is taken away. */
export const customsBody = z.object({ setting: customsSettingBody.optional(), facts: z.array(customsFact).max(1000).optional() });
export const customsImport = z.object({
  lines: z.int(),
  imported: z.int(),
  rejected: z.array(z.object({ line: z.int(), column: z.string().nullable(), reason: z.string() })),
});
