import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { packSetup } from '#src/modules/packing/contract.ts';
import { toast } from '../../../components/toasts.tsx';
import { api } from '../../../lib/api.ts';
import { setupQuery } from '../pack-queries.ts';

type Change = { path: string; method: 'POST' | 'PUT'; json: unknown };

/** Sends a change of the set-up and shows what the desk made of it. */
export function useSetupChange(onDone?: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, method, json }: Change) => api(packSetup, `/packing${path}`, { method, json }),
    onSuccess: (setup) => {
      client.setQueryData(setupQuery.queryKey, setup);
      toast(t('boxes.saved'));
      onDone?.();
    },
  });
}
