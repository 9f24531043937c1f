import type { Sealing } from '#src/platform/sealing.ts';
import type { OrderFacts } from './facts.ts';

/**
 * Equal for two answers that send a parcel to the same door, however they are spelled in case and spaces. Null where the
 * answer gives no address, and for files, which spell addresses in their own way. Keyed: nobody can try addresses against it.
 */
export function addressHash(sealing: Sealing, { depth, personalState, personal }: OrderFacts): string | null {
  const to = personal?.recipient;
  if (depth !== 'full' || personalState !== 'given' || !to || to.lines.length === 0) return null;
  const parts = [to.name, to.company, ...to.lines, to.district, to.city, to.region, to.postalCode, to.country];
  return sealing.blind('address', parts.map((part) => folded(part ?? '')).join('\n'));
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
