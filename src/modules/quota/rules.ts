/** A token bucket as it was left at `refilledAt`; it fills by itself from then on, in tokens per second. */
export type Bucket = { tokens: number; rate: number; burst: number; refilledAt: Date; blockedUntil: Date | null };

/** Tokens at an instant: growing with time, never above the burst. A clock that lags behind changes nothing. */
export function tokensAt(bucket: Bucket, now: Date): number {
  const seconds = Math.max(0, now.getTime() - bucket.refilledAt.getTime()) / 1000;
  return Math.min(bucket.burst, bucket.tokens + seconds * bucket.rate);
}

/** The earliest instant at which the bucket holds `wanted` tokens and no block stands; `now` if that is already so. */
export function readyAt(bucket: Bucket, wanted: number, now: Date): Date {
  const missing = Math.min(wanted, bucket.burst) - tokensAt(bucket, now);
  const fillsFrom = Math.max(now.getTime(), bucket.refilledAt.getTime());
  const filled = missing > 0 ? fillsFrom + Math.ceil((missing / bucket.rate) * 1000) : now.getTime();
  return new Date(Math.max(filled, bucket.blockedUntil?.getTime() ?? 0));
}

export const fullAt = (bucket: Bucket, now: Date): Date => readyAt(bucket, bucket.burst, now);

/** When the next token will be there; null for a full bucket. */
export function nextTokenAt(bucket: Bucket, now: Date): Date | null {
  const tokens = tokensAt(bucket, now);
  return tokens >= bucket.burst ? null : readyAt(bucket, Math.floor(tokens + 1e-10) + 1, now);
}

/** The rate that a header tells, in calls per second; `undefined` for what is no sensible rate. */
export function rateOfHeader(header: string | null): number | undefined {
  const rate = Number(header ?? Number.NaN);
  return rate > 0 && rate <= 1000 ? rate : undefined;
}
