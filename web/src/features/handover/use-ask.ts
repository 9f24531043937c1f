import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errandView } from '#src/modules/handover/contract.ts';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { randomKey } from '../../lib/random-key.ts';

/** Asks for an errand, once for each click. */
export function useAsk(onDone?: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, json }: { path: string; json?: object }) =>
      api(errandView, path, { method: 'POST', json: json ?? {}, headers: { 'idempotency-key': randomKey() } }),
    onSuccess: ({ state }) => {
      if (state === 'asked') toast(t('handover.asked'));
      onDone?.();
    },
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['handover'] }),
  });
}
