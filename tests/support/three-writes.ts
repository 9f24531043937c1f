import { compareWrites } from './compare-writes.ts';
import { type SimulatedDesk, upsNumbers } from './simulated-desk.ts';

/** Three orders of a desk and a change of each kind that is about to be asked for: a confirmation, an edit, a cancellation. */
export type ThreeWrites = { orderIds: string[]; ask(): Promise<void> };

export async function threeWrites(desk: SimulatedDesk): Promise<ThreeWrites> {
  const [confirmed, edited, cancelled] = await desk.orders(3, { items: [{ quantity: 2 }] });
  if (!confirmed || !edited || !cancelled) throw new Error('three orders were wanted');
  await desk.confirm(edited, { trackingNumber: upsNumbers[1] });
  await desk.settle();
  const reference = desk.simulator.control.order(edited.orderId)?.packages[0]?.reference ?? '';
  return {
    orderIds: [confirmed.orderId, edited.orderId, cancelled.orderId],
    ask: async () => {
      await desk.confirm(confirmed);
      await desk.edit(edited, { reference, trackingNumber: upsNumbers[2] });
      await desk.cancel(cancelled);
    },
  };
}

export const allVerified = ['verified', 'verified', 'verified', 'verified'];

/** What the desk says of these orders, and what of it is not so at Amazon. */
export async function whatIsTrue(desk: SimulatedDesk, orderIds: readonly string[]): Promise<{ states: string[]; problems: string[] }> {
  const writes = [];
  for (const orderId of orderIds) writes.push(...(await desk.writes(orderId)).map((write) => ({ ...write, orderId })));
  const effects = desk.simulator.control.writes().filter((effect) => orderIds.includes(effect.orderId));
  return { states: writes.map((write) => write.state), problems: compareWrites(writes, effects) };
}
