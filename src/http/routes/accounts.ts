import { z } from 'zod';
import type { AccountId } from '#src/kernel/ids.ts';
import { connectBody, connectResult } from '#src/modules/accounts/contract.ts';
import { type AccountsDeps, connectAccount, type ProbeFor, removeDemo, renameAccount } from '#src/modules/accounts/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

type Deps = AccountsDeps & { probeFor: ProbeFor; begin: (tx: Tx, accountId: AccountId) => Promise<void>; afterChange: () => Promise<void> };

const params = z.object({ accountId: z.string().regex(/^\d+$/) });
const done = z.object({ done: z.literal(true) });
const zone = z
  .string()
  .refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', 'must be a time zone such as Europe/Berlin');

/** Connecting, renaming and removing accounts. Listing them stands beside the session. */
export const accountRoutes = (deps: Deps) => (app: HttpApp) => {
  app.post(
    '/api/v1/accounts/connect',
    {
      config: { permission: 'accounts.manage' },
      schema: {
        summary: 'Connects an account with Amazon and says what each step found',
        body: connectBody,
        response: { 200: connectResult },
      },
    },
    async (request) => {
      const result = await connectAccount(deps, request.body);
      await deps.afterChange();
      return result;
    },
  );

  const rename = z.object({ name: z.string().trim().min(1).max(80).optional(), timeZone: zone.optional() });
  app.patch(
    '/api/v1/accounts/:accountId',
    {
      config: { permission: 'accounts.manage' },
      schema: { summary: 'Renames an account or moves it to another time zone', params, body: rename, response: { 200: done } },
    },
    async (request) => {
      const { accountId } = request.params;
      mustSee(request, accountId);
      await deps.database.write([accountId], (tx) => renameAccount(tx, accountId, request.body.name, request.body.timeZone));
      return { done: true as const };
    },
  );

  app.delete(
    '/api/v1/accounts/:accountId',
    {
      config: { permission: 'accounts.manage' },
      schema: { summary: 'Removes the demo account with everything in it', params, response: { 200: done } },
    },
    async (request) => {
      mustSee(request, request.params.accountId);
      await removeDemo(deps.database, request.params.accountId);
      await deps.afterChange();
      return { done: true as const };
    },
  );
};
