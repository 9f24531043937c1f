import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { replayResult } from '#src/modules/sync/contract.ts';
import type { Finding } from '#src/modules/where/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';

/** The button that mends what was found; what can only be waited for leads to where more is said. */
export function WhereFix({ finding, onMended }: { finding: Finding; onMended: () => void }) {
  const { t } = useTranslation();
  const { kind, fix, accountId, orderId } = finding;
  if (accountId === null) return null;
  if (fix === 'replay' || fix === 'sweep') return <MendButton fix={fix} accountId={accountId} onMended={onMended} />;
  if (fix === 'connect')
    return (
      <Link to="/connect" className={buttonLook({ kind: 'primary', small: true })}>
        {t('where.fix.connect')}
      </Link>
    );
  if (kind === 'refused')
    return (
      <Link to="/sync" className={buttonLook({ small: true })}>
        {t('where.fix.sync')}
      </Link>
    );
  if (orderId === null) return null;
  if (fix === 'clear-filter')
    return (
      <Link to="/orders" search={{ tab: 'all', q: orderId }} className={buttonLook({ kind: 'primary', small: true })}>
        {t('where.fix.clear')}
      </Link>
    );
  return (
    <Link to="/orders/$accountId/$orderId" params={{ accountId, orderId }} className={buttonLook({ kind: 'primary', small: true })}>
      {t('where.fix.open')}
    </Link>
  );
}

function MendButton({ fix, accountId, onMended }: { fix: 'replay' | 'sweep'; accountId: string; onMended: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mend = useMutation({
    mutationFn: async () => {
      if (fix === 'sweep') {
        await api(z.unknown(), `/sync/${accountId}/now`, { method: 'POST' });
        return t('sync.started');
      }
      const { resolved, still } = await api(replayResult, '/quarantine/replay', { json: { accountId } });
      return t('quarantine.replayed', { resolved, still });
    },
    onSuccess: (said) => {
      toast(said);
      if (fix === 'replay') onMended();
    },
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['sync'] }),
  });
  return (
    <Button small kind="primary" busy={mend.isPending} onClick={() => mend.mutate()}>
      {t(`where.fix.${fix}`)}
    </Button>
  );
}
