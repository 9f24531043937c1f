import type { ShipOutlook } from '#src/modules/writes/questions.ts';
import type { Guard, Stage } from './contract.ts';

/**
 * What stands in the way of an order at a stage. Pure. `since`: when the order was picked or labelled; a change of its
 * address after that asks a person. An `ask` says in `values.at` which occasion it is about.
 */
export function guardsFor(state: ShipOutlook, stage: Stage, since: Date | undefined): Guard[] {
  const stop = state.stop ?? (stage === 'label' || stage === 'confirm' ? state.otherWay : null);
  if (stop) return [{ key: stop.key, effect: 'stop', values: stop.values }];
  const moved = state.addressChangedAt;
  return [
    ...state.doubts.map(({ key, values }): Guard => ({ key, effect: 'ask', values })),
    ...(moved && since && moved > since ? [ask('guards.ask.address', { at: moved.toISOString() })] : []),
    ...(stage === 'label' && isPremium(state.programs) ? [need('guards.need.protectedLabel', {})] : []),
    ...(stage === 'pick' ? [] : state.left.flatMap((item) => codesOf(item, stage))),
  ];
}

const ask = (key: string, values: Record<string, string>): Guard => ({ key, effect: 'ask', values });
const need = (key: string, values: Record<string, string>): Guard => ({ key, effect: 'need', values });

/** Seller-fulfilled Prime and premium orders: the label must be claims-protected. */
export const isPremium = (programs: readonly string[]): boolean => programs.includes('PRIME') || programs.includes('PREMIUM');

/** Serial numbers are kept as evidence when packing; Transparency codes go with the label and the confirmation as well. */
function codesOf({ itemId, sku, quantity, serials, transparency }: ShipOutlook['left'][number], stage: Stage): Guard[] {
  const values = { itemId, sku, units: String(quantity) };
  return [
    ...(serials && stage === 'pack' ? [need('guards.need.serials', values)] : []),
    ...(transparency ? [need('guards.need.transparency', values)] : []),
  ];
}

/** Which occasion a question is about: a word given for one does not answer the next. */
export const causeOf = ({ values }: Guard): string => values['at'] ?? '';
