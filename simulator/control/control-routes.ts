import { z } from 'zod';
import { ROLES } from '../accounts/roles.ts';
import { newFaultShape } from '../faults/fault.ts';
import type { Incoming, Reply } from '../http/operation.ts';
import { createRouter } from '../http/router.ts';
import { type Control, ControlError } from './control.ts';
import type { ControlRoute } from './control-call.ts';
import { dropUndefined } from './drop-undefined.ts';
import { orderRoutes } from './order-routes.ts';

const clockShape = z
  .strictObject({
    now: z.iso.datetime({ offset: true }),
    advanceMs: z.int().min(0),
    factor: z.number().min(0).max(100_000),
    step: z.boolean(),
  })
  .partial();
const accountShape = z.strictObject({
  name: z.string().min(1),
  region: z.enum(['NA', 'EU', 'FE']).optional(),
  marketplaceIds: z.array(z.string()).min(1).optional(),
  roles: z.array(z.enum(ROLES)).optional(),
  sellerId: z.string().optional(),
  storeName: z.string().optional(),
  application: z.string().optional(),
});
const limitsShape = z.strictObject({
  enabled: z.boolean().optional(),
  operation: z.string().optional(),
  plan: z
    .strictObject({ rate: z.number().positive(), burst: z.int().min(1) })
    .nullable()
    .optional(),
});
const queueShape = z.strictObject({ name: z.string().regex(/^[\w-]{1,75}(?:\.fifo)?$/, 'letters, digits, "-" and "_"') });
const notificationsShape = z.strictObject({ delayMs: z.int().min(0) });
const reportsShape = z.strictObject({ generationMs: z.int().min(0), lagMs: z.int().min(0) }).partial();

/** Where the servers listen that stand in for carriers. */
type CarrierUrls = { easypost: string; shippo: string };

/** The HTTP face of the control functions. Unlike Amazon it speaks plainly: `{"error": …}` says what is wrong. */
function controlRoutes(control: Control, carriers: CarrierUrls | undefined): ControlRoute[] {
  return [
    { method: 'GET', path: '/_control/carriers', handle: () => carriers ?? {} },
    { method: 'GET', path: '/_control/clock', handle: () => control.clock() },
    {
      method: 'POST',
      path: '/_control/clock',
      handle(call) {
        const { now, advanceMs, factor, step } = call.json(clockShape);
        control.changeClock({
          ...(now === undefined ? {} : { now: Date.parse(now) }),
          ...(advanceMs === undefined ? {} : { advanceMs }),
          ...(factor === undefined ? {} : { factor }),
          ...(step === undefined ? {} : { stepped: step }),
        });
        return control.clock();
      },
    },
    {
      method: 'GET',
      path: '/_control/credentials',
      handle: () => ({ accounts: control.accounts().map(({ shipFrom: _, ...account }) => account) }),
    },
    {
      method: 'POST',
      path: '/_control/accounts',
      handle(call) {
        const { shipFrom: _, ...account } = control.addAccount(dropUndefined(call.json(accountShape)));
        return account;
      },
    },
    ...orderRoutes(control),
    { method: 'GET', path: '/_control/arrivals', handle: () => arrivalsView(control) },
    {
      method: 'POST',
      path: '/_control/arrivals',
      handle(call) {
        control.turnArrivals(call.json(z.strictObject({ on: z.boolean() })).on);
        return arrivalsView(control);
      },
    },
    {
      method: 'GET',
      path: '/_control/requests',
      handle: ({ query }) => ({ requests: control.requests.all().filter((each) => matches(each, query)) }),
    },
    { method: 'DELETE', path: '/_control/requests', handle: () => control.requests.clear() },
    { method: 'GET', path: '/_control/faults', handle: () => ({ faults: control.faults.all() }) },
    { method: 'POST', path: '/_control/faults', handle: (call) => control.faults.add(dropUndefined(call.json(newFaultShape))) },
    { method: 'DELETE', path: '/_control/faults', handle: () => control.faults.clear() },
    {
      method: 'DELETE',
      path: '/_control/faults/{id}',
      handle({ params }) {
        if (!control.faults.remove(params['id'] ?? '')) throw new ControlError(`There is no fault ${params['id'] ?? ''}.`);
      },
    },
    { method: 'GET', path: '/_control/limits', handle: () => control.limits.state() },
    {
      method: 'POST',
      path: '/_control/limits',
      handle(call) {
        const { enabled, operation, plan } = call.json(limitsShape);
        if (enabled !== undefined) control.limits.enable(enabled);
        if (operation !== undefined) control.limits.override(operation, plan ?? undefined);
        return control.limits.state();
      },
    },
    { method: 'GET', path: '/_control/reports', handle: () => control.reports() },
    { method: 'POST', path: '/_control/reports', handle: (call) => control.changeReports(dropUndefined(call.json(reportsShape))) },
    { method: 'GET', path: '/_control/queues', handle: () => control.queues() },
    { method: 'POST', path: '/_control/queues', handle: (call) => control.createQueue(call.json(queueShape).name) },
    { method: 'GET', path: '/_control/notifications', handle: ({ query }) => notificationsView(control, query) },
    {
      method: 'POST',
      path: '/_control/notifications',
      handle(call) {
        control.changeNotifications(call.json(notificationsShape));
        return notificationsView(control, call.query);
      },
    },
    {
      method: 'GET',
      path: '/_control/writes',
      handle: ({ query }) => ({ writes: control.writes().filter((each) => matches(each, query)), effects: control.effects() }),
    },
  ];
}

/** Serves a path under /_control/. */
export function controlHandler(control: Control, carriers?: CarrierUrls): (incoming: Incoming) => Reply {
  const find = createRouter(controlRoutes(control, carriers));
  return (incoming) => {
    const found = find(incoming.method, incoming.path);
    if (!found)
      return { status: 404, body: { error: `There is no ${incoming.method} ${incoming.path}; simulator/README.md lists what there is.` } };
    try {
      const json = <S extends z.ZodType>(shape: S): z.output<S> =>
        shape.parse(incoming.body.length === 0 ? {} : JSON.parse(incoming.body.toString('utf8')));
      const body = found.route.handle({ ...incoming, params: found.params, json });
      return body === undefined ? { status: 204 } : { status: 200, body };
    } catch (error) {
      return { status: 400, body: { error: refusal(error) } };
    }
  };
}

function arrivalsView(control: Control) {
  const { on, nextAt } = control.arrivals();
  return { on, nextAt: on ? new Date(nextAt).toISOString() : null };
}

function notificationsView(control: Control, query: URLSearchParams) {
  const { notifications, ...state } = control.notifications();
  return { ...state, notifications: notifications.filter((each) => matches(each, query)) };
}

function refusal(error: unknown): string {
  if (error instanceof z.ZodError) return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
  if (error instanceof ControlError || error instanceof RangeError || error instanceof SyntaxError) return error.message;
  throw error;
}

/** Every query parameter must equal the field of its name. */
const matches = (entry: object, query: URLSearchParams) => {
  const fields = new Map<string, unknown>(Object.entries(entry));
  return [...query].every(([name, value]) => String(fields.get(name)) === value);
};
