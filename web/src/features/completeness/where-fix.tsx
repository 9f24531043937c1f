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
  if (fix === 'again')
    return (
      <Button small kind="primary" onClick={onMended}>
        {t('where.again')}
      </Button>
    );
  if (fix === 'connect')
    return (
      <Link to="/connect" className={buttonLook({ kind: 'primary', small: true })}>
        {kind === 'unknown' ? t('where.fix.connectOther') : t('where.fix.connect')}
      </Link>
    );
  if (accountId === null) return null;
  if (fix === 'replay' || fix === 'sweep') return <MendButton fix={fix} accountId={accountId} orderId={orderId} onMended={onMended} />;
  if (orderId === null) return null;
  if (fix === 'clear-filter')
    return (
      <Link
        to="/orders"
        search={{ account: kind === 'other_account' ? accountId : undefined, tab: 'all', q: orderId }}
        className={buttonLook({ kind: 'primary', small: true })}
      >
        {t('where.fix.clear')}
      </Link>
    );
  return (
    <Link to="/orders/$accountId/$orderId" params={{ accountId, orderId }} className={buttonLook({ kind: 'primary', small: true })}>
      {t('where.fix.open')}
    </Link>
  );
}

type Mend = { fix: 'replay' | 'sweep'; accountId: string; orderId: string | null; onMended: () => void };

function MendButton({ fix, accountId, orderId, onMended }: Mend) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mend = useMutation({
    mutationFn: async () => {
      if (fix === 'sweep') {
        await api(z.unknown(), `/sync/${accountId}/now`, { method: 'POST' });
        return t('sync.started');
      }
      const { resolved, still } = await api(replayResult, '/quarantine/replay', {
        json: { accountId, ...(orderId === null ? {} : { orderId }) },
      });
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
