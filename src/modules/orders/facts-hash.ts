import type { Sealing } from '#src/platform/sealing.ts';
import type { OrderFacts } from './facts.ts';

/**
 * Equal for two answers that say the same, whatever source brought them. Keyed, since personal data is part of it:
 * nobody can try addresses against it.
 */
export function factsHash(sealing: Sealing, facts: OrderFacts): string {
  const { source: _source, updatedAt: _updatedAt, ...said } = facts;
  return sealing.blind('facts', inOrder(said));
}

/** Like JSON, but with the keys in order: in which order Amazon names fields does not matter. */
function inOrder(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (value instanceof Date) return String(value.getTime());
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`;
  const fields = value as Record<string, unknown>;
  let text = '{';
  // This runs over every answer, so it sorts names alone and copies nothing.
  for (const name of Object.keys(fields).sort()) if (fields[name] !== undefined) text += `${name}:${inOrder(fields[name])},`;
  return `${text}}`;
}
