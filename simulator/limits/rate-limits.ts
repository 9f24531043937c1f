/** The usage plan of an operation: calls per second in the long run, and how many may come at once. */
export type UsagePlan = { rate: number; burst: number };

export type RateLimits = {
  /** Takes one call out of the bucket of application × seller × operation; false when it is empty. */
  take(bucket: { clientId: string; sellerId: string; operation: string }, documented: UsagePlan, now: number): boolean;
  planOf(operation: string, documented: UsagePlan): UsagePlan;
  /** Replaces the plan of an operation, or gives the documented one back. Its buckets start full. */
  override(operation: string, plan: UsagePlan | undefined): void;
  /** Switched off, every call passes: for measuring something else than limits. */
  enable(on: boolean): void;
  state(): { enabled: boolean; overrides: Record<string, UsagePlan>; buckets: Record<string, number> };
};

type Bucket = { left: number; at: number };

/** Token buckets on the virtual clock. */
export function rateLimits(): RateLimits {
  const buckets = new Map<string, Bucket>();
  const overrides = new Map<string, UsagePlan>();
  let enabled = true;

  const planOf = (operation: string, documented: UsagePlan) => overrides.get(operation) ?? documented;

  return {
    planOf,
    take({ clientId, sellerId, operation }, documented, now) {
      if (!enabled) return true;
      const { rate, burst } = planOf(operation, documented);
      const key = `${operation} ${sellerId} ${clientId}`;
      const bucket = buckets.get(key) ?? { left: burst, at: now };
      const left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * rate);
      // A whole call that only rounding keeps from being whole still counts.
      const allowed = left >= 1 - 1e-9;
      buckets.set(key, { left: allowed ? Math.max(0, left - 1) : left, at: now });
      return allowed;
    },
    override(operation, plan) {
      if (plan) overrides.set(operation, plan);
      else overrides.delete(operation);
      for (const key of buckets.keys()) if (key.startsWith(`${operation} `)) buckets.delete(key);
    },
    enable: (on) => {
      enabled = on;
    },
    state: () => ({
      enabled,
      overrides: Object.fromEntries(overrides),
      buckets: Object.fromEntries([...buckets].map(([key, bucket]) => [key, bucket.left])),
    }),
  };
}
