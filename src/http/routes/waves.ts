import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { calendarsOf } from '#src/modules/calendar/questions.ts';
import {
  ordersBody,
  ruleBody,
  savedRule,
  stateBody,
  waveBody,
  waveDetails,
  waveList,
  wavePreview,
  waveRule,
} from '#src/modules/picking/contract.ts';
import {
  dropOrders,
  dropRule,
  makeWave,
  moveWave,
  type PickingDeps,
  planAgain,
  previewWave,
  saveRule,
} from '#src/modules/picking/index.ts';
import { pickViewOf, rulesOf, waveDetailsOf, wavesOf } from '#src/modules/picking/questions.ts';
import { renderSheets, type Sheet } from '#src/modules/slips/index.ts';
import { describe, type Log } from '#src/platform/log.ts';
import type { HttpApp } from '../http-app.ts';
import { batchSheet, orderSheet } from '../pick-sheets.ts';
import { visible } from '../visible.ts';

const id = z.string().regex(/^\d{1,18}$/);
const oneWave = z.object({ waveId: id });
const oneRule = z.object({ ruleId: id });
const work = { permission: 'floor.work' } as const;
const manage = { permission: 'floor.manage' } as const;
const done = z.object({ done: z.literal(true) });
const counted = z.object({ count: z.int() });
const rules = z.object({ items: z.array(savedRule) });
const listQuery = z.object({
  state: z.enum(['open', 'ended']).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const printQuery = z.object({ by: z.enum(['bin', 'order']).default('bin'), paper: z.enum(['A4', 'Letter', '4x6']).default('A4') });

/** Sends sheets as a PDF. */
export function sendSheets(reply: Reply, sheets: readonly Sheet[], { paper, printedAt, log, name }: SheetOptions) {
  const out = new PassThrough();
  renderSheets(sheets, { paper, printedAt }, out).catch((error: unknown) => {
    log.error({ error: describe(error) }, 'a sheet could not be drawn');
    out.destroy(error instanceof Error ? error : new Error('a sheet could not be drawn'));
  });
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .header('cache-control', 'no-store')
    .send(out);
}
type SheetOptions = { paper: 'A4' | 'Letter' | '4x6'; printedAt: Date; log: Log; name: string };
type Reply = { type(type: string): { header(name: string, value: string): Headed } };
type Headed = { header(name: string, value: string): Headed; send(out: PassThrough): Headed };

/** Waves: which orders are fetched together, and how far that is. */
export const waveRoutes =
  (deps: PickingDeps & { log: Log }) =>
  (app: HttpApp): void => {
    const { database, clock, log } = deps;
    const details = (accounts: readonly string[], waveId: string) => database.read(accounts, (db) => waveDetailsOf(db, accounts, waveId));

    app.get(
      '/api/v1/picking/waves',
      { config: work, schema: { summary: 'Lists waves with how far they are', querystring: listQuery, response: { 200: waveList } } },
      async (request) => ({
        items: await database.read(request.accounts, (db) =>
          wavesOf(db, request.accounts, request.query.state === 'open', request.query.limit),
        ),
      }),
    );

    app.post(
      '/api/v1/picking/waves/preview',
      {
        config: work,
        schema: {
          summary: 'Shows which orders a wave would take',
          description: 'Which orders the rule takes now with how many units, and which it leaves out and why. Nothing is changed.',
          body: z.object({ rule: waveRule }),
          response: { 200: wavePreview },
        },
      },
      (request) => previewWave(deps, request.accounts, request.body.rule),
    );

    app.post(
      '/api/v1/picking/waves',
      {
        config: work,
        schema: {
          summary: 'Makes a wave',
          description:
            'Of the orders that the rule takes at this moment, or of those named as far as it takes them. The same key twice makes one.',
          body: waveBody,
          response: { 200: waveDetails },
        },
      },
      async (request) => {
        if (request.body.orders) visible(request, request.body.orders);
        return details(request.accounts, await makeWave(deps, request.accounts, request.body, request.person.name));
      },
    );

    app.get(
      '/api/v1/picking/waves/:waveId',
      { config: work, schema: { summary: 'Shows a wave with its orders', params: oneWave, response: { 200: waveDetails } } },
      (request) => details(request.accounts, request.params.waveId),
    );

    app.put(
      '/api/v1/picking/waves/:waveId/state',
      {
        config: work,
        schema: {
          summary: 'Releases, pauses, finishes or cancels a wave, or takes that back',
          params: oneWave,
          body: stateBody,
          response: { 200: waveDetails },
        },
      },
      async (request) => {
        await moveWave(deps, request.params.waveId, request.body.to);
        return details(request.accounts, request.params.waveId);
      },
    );

    app.post(
      '/api/v1/picking/waves/:waveId/drop',
      {
        config: work,
        schema: { summary: 'Takes orders out of a wave', params: oneWave, body: ordersBody, response: { 200: counted } },
      },
      async (request) => {
        visible(request, request.body.orders);
        return { count: await dropOrders(deps, request.params.waveId, request.body.orders) };
      },
    );

    app.post(
      '/api/v1/picking/waves/:waveId/plan',
      {
        config: work,
        schema: {
          summary: 'Looks again for what was not found',
          description: 'Units that have come into a bin since are planned there. Says how many.',
          params: oneWave,
          response: { 200: counted },
        },
      },
      async (request) => ({ count: await planAgain(deps, request.params.waveId) }),
    );

    app.get(
      '/api/v1/picking/waves/:waveId/list.pdf',
      {
        config: work,
        schema: {
          summary: 'Makes the pick list of a wave as a PDF',
          params: oneWave,
          querystring: printQuery,
          produces: ['application/pdf'],
          response: { 200: z.any().describe('A PDF file') },
        },
      },
      async (request, reply) => {
        const now = clock.now();
        const { accounts, query, params } = request;
        const [view, calendars] = await database.read(
          accounts,
          async (db) =>
            [await pickViewOf(db, accounts, params.waveId, { person: request.person.name, now }), await calendarsOf(db)] as const,
        );
        const when = { at: now, timeZone: calendars.get(view.wave.locationId)?.timeZone ?? 'UTC' };
        const sheet = query.by === 'bin' ? batchSheet(view, when) : orderSheet(view, when);
        return sendSheets(reply, [sheet], { paper: query.paper, printedAt: now, log, name: 'pick-list' });
      },
    );

    app.get(
      '/api/v1/picking/rules',
      { config: work, schema: { summary: 'Lists the saved rules of waves', response: { 200: rules } } },
      async () => ({
        items: await database.read([], rulesOf),
      }),
    );

    app.put(
      '/api/v1/picking/rules',
      { config: manage, schema: { summary: 'Saves a rule of waves under its name', body: ruleBody, response: { 200: rules } } },
      async (request) => {
        await saveRule(deps, request.body.name, request.body.rule, request.person.name);
        return { items: await database.read([], rulesOf) };
      },
    );

    app.delete(
      '/api/v1/picking/rules/:ruleId',
      { config: manage, schema: { summary: 'Removes a saved rule of waves', params: oneRule, response: { 200: done } } },
      async (request) => {
        await dropRule(deps, request.params.ruleId);
        return { done: true as const };
      },
    );
  };
