import type { Sealing } from '#src/platform/sealing.ts';
import type { OrderFacts } from './facts.ts';

/**
 * Equal for two answers that say the same, whatever source brought them. Keyed, since personal data is part of it:
 * nobody can try addresses against it.
 */
export function factsHash(sealing: Sealing, facts: OrderFacts): string {
  const { source: _source, updatedAt: _updatedAt, ...said } = facts;
  return sealing.blind('facts', JSON.stringify(said, sorted));
}

/** Objects with their keys in order, so that the order in which Amazon names fields does not matter. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
