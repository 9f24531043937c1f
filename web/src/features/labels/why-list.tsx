import type { LabelView } from '#src/modules/labels/contract.ts';
import { reasonText } from './label-words.ts';

/** `UPS UPS Ground` reads as `UPS Ground`: some carriers say their name in that of the service. */
const once = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const { carrier, service } = values;
  return carrier && service?.toLowerCase().startsWith(carrier.toLowerCase()) ? { ...values, carrier: '' } : values;
};

/** How an offer was chosen, step by step. */
export const WhyList = ({ why }: { why: LabelView['why'] }) => (
  <ol className="flex list-decimal flex-col gap-0.5 pl-5 text-soft">
    {why.map(({ key, values }, index) => (
      <li key={`${key} ${index}`}>{reasonText(key, once(values)).trim()}</li>
    ))}
  </ol>
);
