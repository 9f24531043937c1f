import { z } from 'zod';
import { invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { Operation, SellerCall } from '../http/operation.ts';
import { listParameter } from '../orders/parameters.ts';
import { runningId } from '../store/draw.ts';
import type { SimStore } from '../store/sim-store.ts';
import { onePeriodFrom, PERIODS } from './periods.ts';
import { checkedRequest, dateTime, reportTypeOf, requestShape } from './report-request.ts';
import type { ReportDeps } from './report-source.ts';
import { scheduleView } from './report-view.ts';
import type { SimSchedule } from './sim-report.ts';

const scheduleShape = requestShape.extend({ period: z.enum(PERIODS), nextReportCreationTime: dateTime.optional() });

const PLAN = { rate: 0.0222, burst: 10 };

/** Reports that Amazon makes again and again. */
export function scheduleOperations(deps: ReportDeps, base: string): Operation[] {
  const { store } = deps;
  return [
    {
      name: 'createReportSchedule',
      method: 'POST',
      path: `${base}/schedules`,
      ...PLAN,
      handle: (call) => ({ status: 201, body: { reportScheduleId: createSchedule(call, deps) } }),
    },
    {
      name: 'getReportSchedules',
      method: 'GET',
      path: `${base}/schedules`,
      ...PLAN,
      handle(call) {
        const types = listParameter(call.query, 'reportTypes').map(reportTypeOf);
        if (types.length === 0 || types.length > 10) throw invalidInput('Invalid Input', 'reportTypes takes one to ten values.');
        const found = schedulesOf(call, store).filter((each) => types.includes(each.reportType));
        return { status: 200, body: { reportSchedules: found.map(scheduleView) } };
      },
    },
    {
      name: 'getReportSchedule',
      method: 'GET',
      path: `${base}/schedules/{reportScheduleId}`,
      ...PLAN,
      handle: (call) => ({ status: 200, body: scheduleView(scheduleOfCall(call, store)) }),
    },
    {
      name: 'cancelReportSchedule',
      method: 'DELETE',
      path: `${base}/schedules/{reportScheduleId}`,
      ...PLAN,
      handle(call) {
        store.schedules.remove(scheduleOfCall(call, store).scheduleId);
        return { status: 200 };
      },
    },
  ];
}

/** A schedule takes the place of the one for the same type and marketplaces. */
function createSchedule(call: SellerCall, { store, seed, schedule }: ReportDeps): string {
  const wanted = jsonBody(call, scheduleShape);
  const request = checkedRequest(call, wanted);
  const { period, nextReportCreationTime: nextAt = onePeriodFrom(call.now, wanted.period), reportOptions = {} } = wanted;
  if (nextAt < call.now) throw invalidInput('Invalid Input', 'nextReportCreationTime must not be in the past.');
  const marketplaces = request.marketplaceIds.toSorted().join();
  for (const each of schedulesOf(call, store)) {
    if (each.reportType === request.reportType && each.marketplaceIds.toSorted().join() === marketplaces)
      store.schedules.remove(each.scheduleId);
  }
  const serial = Number(store.settings.get('schedule-serial') ?? 0);
  store.settings.put('schedule-serial', serial + 1);
  const scheduleId = runningId(seed, 'schedule', serial);
  store.schedules.put(scheduleId, { ...request, scheduleId, sellerId: call.account.sellerId, options: reportOptions, period, nextAt });
  schedule('schedule', scheduleId, nextAt);
  return scheduleId;
}

const schedulesOf = (call: SellerCall, store: SimStore): SimSchedule[] =>
  [...store.schedules.all()].filter((each) => each.sellerId === call.account.sellerId);

function scheduleOfCall(call: SellerCall, store: SimStore): SimSchedule {
  const scheduleId = call.params['reportScheduleId'] ?? '';
  if (!/^\d+$/.test(scheduleId)) throw invalidInput('Invalid Input', 'reportScheduleId is not the id of a report schedule.');
  const found = store.schedules.get(scheduleId);
  if (!found || found.sellerId !== call.account.sellerId) throw notFound(`There is no report schedule ${scheduleId}.`);
  return found;
}
