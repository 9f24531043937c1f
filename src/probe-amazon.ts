import type { SellerApi } from '#src/adapters/spapi/index.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { Probe } from '#src/modules/accounts/index.ts';

/** A quota that is not kept: for an account that is only being connected. */
export const unlimited = {
  take: async () => ({ granted: true, nextAt: new Date(0) }),
  giveBack: async () => {},
  answered: async () => {},
  throttled: async () => new Date(0),
};

/** What connecting asks of an account: does it sign in, where does it sell, does it show addresses. */
export function probeOf(api: SellerApi, clock: Clock): Probe {
  return {
    signIn: () => api.signIn(),
    participations: () => api.participations(),
    lookAtOrders: async () => {
      const page = await api.searchOrders({ createdAfter: new Date(clock.now().getTime() - 7 * 86_400_000) });
      const states = page.orders.flatMap((order) =>
        order.ok && order.facts.fulfilledBy.state === 'merchant' ? [order.facts.personalState] : [],
      );
      return {
        orders: page.orders.length,
        addresses: states.includes('given') ? 'given' : states.includes('withheld') ? 'withheld' : 'none',
      };
    },
  };
}
