import type { ChoiceRuleBody } from '#src/modules/labels/contract.ts';

/** A rule as it is typed. */
export type RuleDraft = {
  name: string;
  gramsFrom: string;
  gramsTo: string;
  places: string;
  skus: string;
  valueFrom: string;
  valueTo: string;
  currency: string;
  premium: 'any' | 'yes' | 'no';
  pick: 'cheapest' | 'fastest';
  inTime: boolean;
  protected: boolean;
  carriers: string;
};

export function draftOf(rule: ChoiceRuleBody | undefined, currency: string): RuleDraft {
  const { gramsFrom, gramsTo, places = [], skus = [], valueFrom, valueTo, premium } = rule?.when ?? {};
  const { pick = 'cheapest', inTime = true, protected: isProtected = true, carriers = [] } = rule?.want ?? {};
  return {
    name: rule?.name ?? '',
    gramsFrom: gramsFrom?.toString() ?? '',
    gramsTo: gramsTo?.toString() ?? '',
    places: places.join(', '),
    skus: skus.join(', '),
    valueFrom: valueFrom?.amount ?? '',
    valueTo: valueTo?.amount ?? '',
    currency: (valueFrom ?? valueTo)?.currency ?? currency,
    premium: premium === undefined ? 'any' : premium ? 'yes' : 'no',
    pick,
    inTime,
    protected: isProtected,
    carriers: carriers.join('\n'),
  };
}

/** Undefined while something in it cannot be read. */
export function ruleOf(draft: RuleDraft): ChoiceRuleBody | undefined {
  const grams = [draft.gramsFrom, draft.gramsTo].map((text) => (text.trim() === '' ? undefined : Number(text)));
  const amounts = [draft.valueFrom, draft.valueTo].map((text) => text.trim().replace(',', '.'));
  if (draft.name.trim() === '' || grams.some((each) => each !== undefined && (!Number.isInteger(each) || each < 0))) return undefined;
  if (amounts.some((each) => each !== '' && !/^\d{1,9}(\.\d{1,4})?$/.test(each))) return undefined;
  if (amounts.some(Boolean) && !/^[A-Z]{3}$/.test(draft.currency)) return undefined;
  const [valueFrom, valueTo] = amounts.map((amount) => (amount === '' ? undefined : { amount, currency: draft.currency }));
  const list = (text: string, parting: RegExp) => {
    const parts = text.split(parting).map((part) => part.trim());
    return parts.some(Boolean) ? parts.filter(Boolean) : undefined;
  };
  return {
    name: draft.name.trim(),
    when: {
      gramsFrom: grams[0],
      gramsTo: grams[1],
      places: list(draft.places.toUpperCase(), /[,\n]/),
      skus: list(draft.skus, /[,\n]/),
      valueFrom,
      valueTo,
      premium: draft.premium === 'any' ? undefined : draft.premium === 'yes',
    },
    want: { pick: draft.pick, inTime: draft.inTime, protected: draft.protected, carriers: list(draft.carriers, /\n/) },
  };
}
