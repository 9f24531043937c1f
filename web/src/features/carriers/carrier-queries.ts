import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import {
  type ChoiceRuleBody,
  carrierTrial,
  customsImport,
  customsView,
  type LabelSettingsBody,
  ruleState,
  settingsView,
  trialResult,
} from '#src/modules/labels/contract.ts';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { labelSettingsQuery } from '../labels/label-queries.ts';

export const rulesQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['label-settings', accountId, 'rules'],
    queryFn: ({ signal }) => api(ruleState, `/labels/${accountId}/rules`, { signal }),
  });

export const customsQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['label-settings', accountId, 'customs'],
    queryFn: ({ signal }) => api(customsView, `/labels/${accountId}/customs`, { signal }),
  });

export const keepDraft = (accountId: string, rules: readonly ChoiceRuleBody[] | null) =>
  api(ruleState, `/labels/${accountId}/rules/draft`, { method: 'PUT', json: { rules } });

export const switchOn = (accountId: string, version: number) =>
  api(ruleState, `/labels/${accountId}/rules/switch-on`, { json: { version } });

export const tryRules = (accountId: string, rules: readonly ChoiceRuleBody[], last: number) =>
  api(trialResult, `/labels/${accountId}/rules/preview`, { json: { rules, last } });

export const testCarrier = (accountId: string, kind: string) => api(carrierTrial, `/labels/${accountId}/carriers/test`, { json: { kind } });

export const testPrinter = (accountId: string) => api(z.object({ sent: z.int() }), `/labels/${accountId}/printer/test`, { method: 'POST' });

export const saveCustoms = (accountId: string, json: unknown) => api(customsView, `/labels/${accountId}/customs`, { method: 'PUT', json });

export function importCustoms(accountId: string, file: File) {
  const form = new FormData();
  form.set('file', file);
  return api(customsImport, `/labels/${accountId}/customs/import`, { form });
}

/** Changes a part of how labels are bought; the rules stay as they are. */
export function useSaveSettings(accountId: string, settings: LabelSettingsBody) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<LabelSettingsBody>) => {
      const { rules: _rules, ...rest } = settings;
      return api(settingsView, `/labels/${accountId}/settings`, { method: 'PUT', json: { ...rest, ...change } });
    },
    onSuccess: (next) => {
      client.setQueryData(labelSettingsQuery(accountId).queryKey, next);
      toast(t('carriers.saved'));
    },
  });
}
