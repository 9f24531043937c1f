import { z } from 'zod';
import { draftBody, type RuleStateView, ruleState, switchOnBody, trialBody, trialResult } from '#src/modules/labels/contract.ts';
import { type LabelsDeps, saveDraft, switchRulesOn, tryOnPast } from '#src/modules/labels/index.ts';
import { type RuleState, rulesOf } from '#src/modules/labels/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

const ofAccount = z.object({ accountId: z.string().regex(/^\d{1,18}$/) });
const path = '/api/v1/labels/:accountId/rules';
const manage = { permission: 'labels.manage', audit: 'labels.set-up' } as const;

/** The rules that choose labels: written as a draft, tried on the past, switched on. */
export const labelRuleRoutes =
  (deps: LabelsDeps) =>
  (app: HttpApp): void => {
    app.get(
      path,
      {
        config: { permission: 'labels.buy' },
        schema: { summary: 'Shows the rules that choose labels, and their draft', params: ofAccount, response: { 200: ruleState } },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        return viewOf(await deps.database.read([accountId], (db) => rulesOf(db, accountId)));
      },
    );

    app.put(
      `${path}/draft`,
      {
        config: manage,
        bodyLimit: 1024 * 1024,
        schema: {
          summary: 'Keeps rules as a draft, which chooses nothing yet',
          description: 'Refused where a rule can never choose, because its condition is empty or an earlier rule takes all that it could.',
          params: ofAccount,
          body: draftBody,
          response: { 200: ruleState },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        return viewOf(await saveDraft(deps, accountId, request.body.rules, request.person.name));
      },
    );

    app.post(
      `${path}/preview`,
      {
        bodyLimit: 1024 * 1024,
        config: { permission: 'labels.manage', audit: false },
        schema: {
          summary: 'Tries rules on the last parcels that rates were asked for',
          description: 'What they would have chosen against what was bought, with the difference in cost. Nothing is kept.',
          params: ofAccount,
          body: trialBody,
          response: { 200: trialResult },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const { rows, summary } = await tryOnPast(deps, accountId, request.body);
        return { summary, rows: rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })) };
      },
    );

    app.post(
      `${path}/switch-on`,
      {
        config: manage,
        schema: {
          summary: 'Lets the draft choose from now on',
          description: '`version` is that of the rules it takes the place of; other rules that came meanwhile are a conflict.',
          params: ofAccount,
          body: switchOnBody,
          response: { 200: ruleState },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        return viewOf(await switchRulesOn(deps, accountId, request.body.version, request.person.name));
      },
    );
  };

const viewOf = ({ version, rules, draft, history }: RuleState): RuleStateView => ({
  version,
  rules,
  draft: draft && { ...draft, at: draft.at.toISOString() },
  history: history.map(({ at, ...each }) => ({ ...each, at: at.toISOString() })),
});
