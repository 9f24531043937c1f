import { textOr } from '../../lib/language.ts';

/** Why a write was refused: Amazon's own words where there are any. */
export const refusalText = ({ amazonMessage, reason }: { amazonMessage: string | null; reason: string | null }): string =>
  amazonMessage ?? textOr(reason ?? 'writes.rejected.byAmazon', reason ?? 'rejected');
