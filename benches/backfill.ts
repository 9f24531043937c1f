import { backfillDesk } from './backfill-desk.ts';
import { plainSearch, plainV0 } from './backfill-plain.ts';
import { backfillShop } from './backfill-shop.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, round } from './report.ts';

/** Documented quotas: calls a second in the long run, and at once. */
const createReport = { rate: 0.0167, burst: 15 };
const reportsOfTwoYears = 25;
const generationS = 60;
/** Orders of a burst of `searchOrders` pages and of `getOrder`, and orders a second of both together after that. */
const atOnce = 20 * 100 + 30;
const perSecond = 0.0056 * 100 + 0.5;

export const backfill: Bench = {
  summary: 'seconds until a new account is here whole and its open orders in full, held against what the quotas allow',
  options: `  --orders <n>   orders of the last 24 months (default 100000)
  --open <n>     of them open and shipped by the seller (default 3 in 100)
  --alone        without the plain loops beside it`,
  run: async (args, say) => {
    const alone = args.includes('--alone');
    const { orders, open } = wholeNumbers(
      args.filter((arg) => arg !== '--alone'),
      { orders: 100_000, open: 0 },
    );
    const wanted = { orders, open: open === 0 ? Math.round(orders * 0.03) : open };
    say(`making a shop of ${orders} orders, ${wanted.open} of them to ship`);
    const shop = await backfillShop(wanted);
    try {
      const ours = await backfillDesk(shop, say);
      const reports = (reportsOfTwoYears - createReport.burst) / createReport.rate + generationS;
      const hydration = Math.max(0, ours.open - atOnce) / perSecond;
      const minimum = Math.max(reports, hydration);
      const ratio = round(ours.simulatedS / minimum, 4);
      const beside = alone ? [] : [await plainSearch(await backfillShop(wanted), say), await plainV0(await backfillShop(wanted), say)];
      return {
        bench: 'backfill',
        ratio_to_limit: ratio,
        limit:
          `max((25 − 15) / 0.0167 + 60, (${ours.open} − 2,030) / 1.06) s: 25 reports of 30 days that take a minute each, and ${ours.open} open orders ` +
          `of the seller's own shipping (counted in the shop at the end of the run) by searchOrders pages of 100 and getOrder, by documented quotas. ` +
          `Nobody waits for payment when it begins: such orders are in no report. Both clocks are stepped.`,
        simulated_s: round(ours.simulatedS, 6),
        minimum_s: round(minimum, 6),
        minimum_reports_s: round(reports, 6),
        minimum_hydration_s: round(hydration, 6),
        first_open_s: ours.firstOpenS,
        real_s: round(ours.realS),
        calls: ours.calls,
        throttled: ours.throttled,
        orders: ours.orders,
        orders_present: ours.present,
        open: ours.open,
        open_hydrated: ours.hydrated,
        results: [
          {
            name: 'this desk',
            simulated_s: round(ours.simulatedS, 6),
            calls: sum(ours.calls),
            throttled: ours.throttled,
            orders: ours.present,
            ratio_to_limit: ratio,
          },
          ...beside.map((loop) => ({ ...loop, ratio_to_limit: round(loop.simulated_s / minimum, 4) })),
        ],
      } satisfies Report;
    } finally {
      await shop.close();
    }
  },
};

const sum = (calls: Record<string, number>): number => Object.values(calls).reduce((a, b) => a + b, 0);
