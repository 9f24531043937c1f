import type { StateTable } from '#src/kernel/states.ts';
import type { Step } from './facts.ts';

const onTheWay: readonly Step[] = [
  'in_transit',
  'out_for_delivery',
  'attempted',
  'waiting',
  'delivered',
  'exception',
  'returning',
  'returned',
  'lost',
];
const others = (self: Step): readonly Step[] => onTheWay.filter((step) => step !== self);

/**
 * Which scan moves a parcel on. A parcel may go out for delivery more than once and be found again; what is delivered may only
 * come back. Every other scan is shown and moves nothing.
 */
export const parcelMoves: StateTable<Step> = {
  label: ['accepted', ...onTheWay],
  accepted: onTheWay,
  in_transit: others('in_transit'),
  out_for_delivery: others('out_for_delivery'),
  attempted: others('attempted'),
  waiting: others('waiting'),
  exception: others('exception'),
  lost: others('lost'),
  delivered: ['returning', 'returned'],
  returning: ['returned', 'lost'],
  returned: [],
};
