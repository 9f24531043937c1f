import type { SimWindow } from '../store/sim-order.ts';

/** A JSON object of an answer. */
export type View = Record<string, unknown>;

export const iso = (at: number) => new Date(at).toISOString();

export const windowView = (window: SimWindow): View => ({ earliestDateTime: iso(window.earliest), latestDateTime: iso(window.latest) });
