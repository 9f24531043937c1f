import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import {
  buyerBody,
  buyerView,
  complianceView,
  erasedView,
  holdBody,
  holdView,
  keysView,
  liftBody,
  lookView,
  purgeView,
} from '#src/modules/privacy/contract.ts';
import { type BuyerOrder, endHold, eraseBuyer, findBuyer, lookForTraces, type PrivacyDeps, setHold } from '#src/modules/privacy/index.ts';
import { allHolds, type ComplianceFacts, dutiesOf, holdsOfOrder, isInForce, lastPurges } from '#src/modules/privacy/questions.ts';
import { type KeyRow, keyRows } from '#src/platform/keys/key-versions.ts';
import type { Keyring } from '#src/platform/keys/keyring.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

type Deps = {
  privacy: PrivacyDeps;
  keyring: Keyring | undefined;
  /** What the page of duties is judged by, measured now. */
  measure: () => Promise<ComplianceFacts>;
};

const read = { permission: 'privacy.read' } as const;
const manage = { permission: 'privacy.manage' } as const;
const digits = z.string().regex(/^\d{1,18}$/);
const oneHold = z.object({ accountId: digits, holdId: digits });
const account = z
  .string()
  .regex(/^\d{1,18}$/)
  .optional();
const order = z.string().max(60).optional();

const byOf = ({ person, ip }: FastifyRequest) => ({ name: person.name, actor: { kind: person.kind, id: person.id, place: ip } });

/** The duties, the keys, holds, purges and erasure. */
export const privacyRoutes =
  ({ privacy, keyring, measure }: Deps) =>
  (app: HttpApp) => {
    const { database, clock } = privacy;

    app.get(
      '/api/v1/compliance',
      { config: read, schema: { summary: 'Shows each duty of data protection and how it is met now', response: { 200: complianceView } } },
      async () => {
        const facts = await measure();
        return { at: facts.now.toISOString(), ...dutiesOf(facts) };
      },
    );

    app.get(
      '/api/v1/encryption-keys',
      { config: read, schema: { summary: 'Lists the versions of the keys', response: { 200: keysView } } },
      async () => ({
        root: keyring?.root.kind ?? null,
        items: keyViews(await database.read([], keyRows)),
      }),
    );

    app.post(
      '/api/v1/encryption-keys/rotate',
      { config: manage, schema: { summary: 'Begins a new version of the keys', response: { 202: z.object({ version: z.int() }) } } },
      async (request, reply) => {
        if (!keyring) throw new AppError('NOT_ALLOWED_NOW', 'this desk runs with one key that never changes');
        return reply.status(202).send(await keyring.rotate(request.person.name, clock.now()));
      },
    );

    app.get(
      '/api/v1/privacy/purges',
      {
        config: read,
        schema: {
          summary: 'Lists purges of personal data and what proved them',
          querystring: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
          response: { 200: z.object({ items: z.array(purgeView) }) },
        },
      },
      async (request) => ({
        items: (await database.read(request.accounts, (db) => lastPurges(db, request.query.limit))).map(
          ({ outcomes: _outcomes, ...purge }) => ({
            ...purge,
            at: purge.at.toISOString(),
            oldestDue: purge.oldestDue?.toISOString() ?? null,
          }),
        ),
      }),
    );

    app.post(
      '/api/v1/privacy/look',
      {
        config: manage,
        schema: {
          summary: 'Looks for traces of personal data that should be gone',
          body: z.object({ account }),
          response: { 200: lookView },
        },
      },
      async (request) => {
        const { account: only } = request.body;
        if (only !== undefined) mustSee(request, only);
        const items = [];
        for (const accountId of only === undefined ? request.accounts : [only])
          items.push(await lookForTraces(privacy, accountId, request.person.name));
        return { items };
      },
    );

    app.get(
      '/api/v1/privacy/holds',
      {
        config: { permission: 'orders.read' },
        schema: {
          summary: 'Lists legal holds',
          querystring: z.object({ account, order }),
          response: { 200: z.object({ items: z.array(holdView) }) },
        },
      },
      async (request) => {
        const { account: only, order: orderId } = request.query;
        if (only !== undefined) mustSee(request, only);
        const rows = await database.read(only === undefined ? request.accounts : [only], (db) =>
          only !== undefined && orderId !== undefined ? holdsOfOrder(db, only, orderId) : allHolds(db, 500),
        );
        return {
          items: rows.map(({ buyerHash: _buyerHash, ...hold }) => ({
            ...hold,
            inForce: isInForce(hold, clock.now()),
            setAt: hold.setAt.toISOString(),
            liftedAt: hold.liftedAt?.toISOString() ?? null,
          })),
        };
      },
    );

    app.post(
      '/api/v1/privacy/holds',
      {
        config: manage,
        schema: {
          summary: 'Sets a legal hold on an order or a buyer',
          body: holdBody,
          response: { 201: z.object({ holdId: z.string() }) },
        },
      },
      async (request, reply) => {
        const { accountId, ...wish } = request.body;
        mustSee(request, accountId);
        return reply.status(201).send({ holdId: await setHold(privacy, accountId, wish, byOf(request)) });
      },
    );

    app.post(
      '/api/v1/privacy/holds/:accountId/:holdId/lift',
      {
        config: manage,
        schema: { summary: 'Lifts a legal hold', params: oneHold, body: liftBody, response: { 200: z.object({ holdId: z.string() }) } },
      },
      async (request) => {
        const { accountId, holdId } = request.params;
        mustSee(request, accountId);
        await endHold(privacy, accountId, holdId, request.body.reason, byOf(request));
        return { holdId };
      },
    );

    app.post(
      '/api/v1/privacy/buyers',
      { config: manage, schema: { summary: 'Finds the orders of a buyer', body: buyerBody, response: { 200: buyerView } } },
      async (request) => ({
        items: viewsOf(await findBuyer(privacy, request.accounts, request.body)),
      }),
    );

    app.post(
      '/api/v1/privacy/erase',
      { config: manage, schema: { summary: 'Erases the personal data of a buyer', body: buyerBody, response: { 200: erasedView } } },
      async (request) => {
        const { orders, erased, purges } = await eraseBuyer(privacy, request.accounts, request.body, byOf(request));
        return { erased, items: viewsOf(orders), found: purges.flatMap(({ found }) => found), csv: csvOf(orders) };
      },
    );
  };

const viewsOf = (orders: readonly BuyerOrder[]) => orders.map((each) => ({ ...each, purchasedAt: each.purchasedAt.toISOString() }));

const outcomes = {
  erasable: 'erased',
  open: 'kept: needed to send the order; goes 30 days after delivery',
  held: 'kept: legal hold',
  gone: 'nothing was held',
} as const;

const csvOf = (orders: readonly BuyerOrder[]): string =>
  stringify(
    [
      ['account', 'order-id', 'purchased-at', 'status', 'personal-data', 'ground', 'until'],
      ...orders.map((each) => [
        each.accountId,
        each.orderId,
        each.purchasedAt.toISOString(),
        each.status,
        outcomes[each.state],
        each.hold?.ground ?? '',
        each.hold?.until ?? '',
      ]),
    ],
    { escape_formulas: true },
  );

function keyViews(rows: readonly KeyRow[]) {
  const data = rows.filter(({ kind }) => kind === 'data');
  const current = data.findLast(({ activeAt }) => activeAt !== null)?.version;
  return data
    .map((row) => ({
      version: row.version,
      state: stateOf(row, current),
      madeAt: row.madeAt.toISOString(),
      madeBy: row.madeBy,
      moved: row.moved,
      finishedAt: row.finishedAt?.toISOString() ?? null,
    }))
    .toReversed();
}

function stateOf({ version, activeAt, finishedAt }: KeyRow, current: number | undefined) {
  if (activeAt === null) return 'announced' as const;
  if (version !== current) return 'old' as const;
  return finishedAt === null ? ('taking-over' as const) : ('in-use' as const);
}
