import type { LabelView } from '#src/modules/labels/contract.ts';
import { reasonText } from './label-words.ts';

/** How an offer was chosen, step by step. */
export const WhyList = ({ why }: { why: LabelView['why'] }) => (
  <ol className="flex list-decimal flex-col gap-0.5 pl-5 text-soft">
    {why.map(({ key, values }, index) => (
      <li key={`${key} ${index}`}>{reasonText(key, values)}</li>
    ))}
  </ol>
);
