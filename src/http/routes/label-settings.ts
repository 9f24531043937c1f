import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { compact } from '#src/kernel/compact.ts';
import { carrierKind, carriersBody, carrierTrial, labelSettings, settingsView } from '#src/modules/labels/contract.ts';
import {
  carrierKey,
  isTestKey,
  type LabelsDeps,
  saveLabelSettings,
  switchCarrier,
  testPrinter,
  tryCarrier,
} from '#src/modules/labels/index.ts';
import { carrierSettings, settingsOf } from '#src/modules/labels/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

const ofAccount = z.object({ accountId: z.string().regex(/^\d{1,18}$/) });
const manage = { permission: 'labels.manage', audit: 'labels.set-up' } as const;

/** How labels of an account are bought and printed. */
export const labelSettingsRoutes =
  (deps: LabelsDeps) =>
  (app: HttpApp): void => {
    const { database } = deps;

    const settings = async (accountId: string) =>
      database.read([accountId], async (db) => {
        const known = await carrierSettings(db, accountId);
        const carriers = carrierKind.options.map((kind) => {
          const set = known.find((each) => each.kind === kind);
          const key = set && carrierKey(deps.sealing, accountId, set);
          return {
            kind,
            enabled: set?.enabled ?? kind === 'buy_shipping',
            hasKey: key !== undefined,
            testKey: key !== undefined && isTestKey(key),
            baseUrl: set?.baseUrl ?? null,
          };
        });
        return { settings: await settingsOf(db, accountId), carriers };
      });

    app.get(
      '/api/v1/labels/:accountId/settings',
      {
        config: { permission: 'labels.buy' },
        schema: { summary: 'Shows how labels of an account are bought', params: ofAccount, response: { 200: settingsView } },
      },
      (request) => {
        mustSee(request, request.params.accountId);
        return settings(request.params.accountId);
      },
    );

    app.put(
      '/api/v1/labels/:accountId/settings',
      {
        config: manage,
        bodyLimit: 1024 * 1024,
        schema: {
          summary: 'Says where parcels leave from, what they are packed in, and how labels are chosen and printed',
          params: ofAccount,
          body: labelSettings,
          response: { 200: settingsView },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const { shipFrom, ...rest } = request.body;
        const { address, byLocation } = shipFrom;
        const addresses = byLocation && Object.fromEntries(Object.entries(byLocation).map(([id, each]) => [id, compact(each)]));
        const from = compact({ address: address && compact(address), byLocation: addresses });
        await saveLabelSettings(deps, accountId, { ...rest, shipFrom: from }, request.person.name);
        return settings(accountId);
      },
    );

    app.put(
      '/api/v1/labels/:accountId/carriers',
      {
        config: manage,
        schema: {
          summary: 'Switches ways of buying labels on and off',
          params: ofAccount,
          body: carriersBody,
          response: { 200: settingsView },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        for (const carrier of request.body.carriers) await switchCarrier(deps, accountId, carrier, request.person.name);
        return settings(accountId);
      },
    );

    app.post(
      '/api/v1/labels/:accountId/carriers/test',
      {
        config: manage,
        schema: {
          summary: 'Asks a carrier whether it takes the key of the account',
          params: ofAccount,
          body: z.object({ kind: carrierKind }),
          response: { 200: carrierTrial },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        try {
          await tryCarrier(deps, accountId, request.body.kind);
          return { ok: true, words: 'The carrier takes the key.' };
        } catch (error) {
          if (!(error instanceof AppError) || error.code === 'INTERNAL') throw error;
          return { ok: false, words: error.message };
        }
      },
    );

    app.post(
      '/api/v1/labels/:accountId/printer/test',
      {
        config: manage,
        schema: {
          summary: 'Prints a trial label on the printer of the account',
          description: 'A frame of four by six inches with the name of the printer; nothing of an order stands on it.',
          params: ofAccount,
          response: { 200: z.object({ sent: z.int() }) },
        },
      },
      async (request) => {
        mustSee(request, request.params.accountId);
        return testPrinter(deps, request.params.accountId);
      },
    );
  };
