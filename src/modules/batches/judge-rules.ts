/** A key of the language file with its values. */
export type Reason = { key: string; values: Record<string, string> };

export type Verdict = { outcome: 'will' | 'warning' | 'skip'; reasons: Reason[] };

export type OfferFacts = {
  arrival: 'in-time' | 'risky' | 'late' | 'unknown';
  lateRisk: boolean;
  claimsProtected: boolean | null;
  carrier: string;
  service: string;
};

const reason = (key: string, values: Record<string, string> = {}): Reason => ({ key: `batches.${key}`, values });

/**
 * What will become of a row whose order may have a label. Nothing where no offer was chosen, or one without the protection
 * that the order must have. `doubts`: what else a person should know before it is bought.
 */
export function judge(offer: OfferFacts | undefined, order: { doubts: readonly Reason[]; offers: number; mustProtect: boolean }): Verdict {
  if (!offer) return { outcome: 'skip', reasons: [reason(order.offers > 0 ? 'skip.noneChosen' : 'skip.noOffer')] };
  const { arrival, lateRisk, claimsProtected, carrier, service } = offer;
  if (order.mustProtect && claimsProtected !== true)
    return { outcome: 'skip', reasons: [reason('skip.mustProtect', { carrier, service })] };
  const warnings = [
    ...order.doubts,
    ...(arrival === 'late' ? [reason('warn.late')] : []),
    ...(arrival === 'risky' || (arrival === 'in-time' && lateRisk) ? [reason('warn.risky')] : []),
    ...(arrival === 'unknown' ? [reason('warn.unknown')] : []),
    ...(claimsProtected === true ? [] : [reason('warn.unprotected')]),
  ];
  return warnings.length > 0 ? { outcome: 'warning', reasons: warnings } : { outcome: 'will', reasons: [reason('will.buy')] };
}
