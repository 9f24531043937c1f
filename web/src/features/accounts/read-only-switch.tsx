import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '#src/modules/accounts/contract.ts';
import { readOnlyBody } from '#src/modules/parallel/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { api } from '../../lib/api.ts';
import { useSession } from './session.ts';

/** Makes an account read-only, or lets its changes out again, after saying what that means. */
export function ReadOnlySwitch({ account }: { account: AccountView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { permissions } = useSession();
  const [asking, setAsking] = useState(false);
  const wanted = account.readOnly === null;
  const change = useMutation({
    mutationFn: () => api(readOnlyBody, `/accounts/${account.accountId}/read-only`, { method: 'PUT', json: { readOnly: wanted } }),
    onSuccess: () => setAsking(false),
    onSettled: () => client.invalidateQueries(),
  });
  if (!permissions.includes('accounts.manage')) return null;
  const { name } = account;
  const label = wanted ? t('readOnly.on') : t('readOnly.off');
  return (
    <>
      <Button small onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking && (
        <Dialog
          title={wanted ? t('readOnly.onTitle', { name }) : t('readOnly.offTitle', { name })}
          description={wanted ? t('readOnly.onText') : t('readOnly.offText')}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
              <Button kind="primary" busy={change.isPending} onClick={() => change.mutate()}>
                {label}
              </Button>
            </>
          }
        >
          <p className="text-soft">{wanted ? t('readOnly.onMore') : t('readOnly.offMore')}</p>
          {!wanted && (
            <Link to="/outbox" className="text-accent hover:underline">
              {t('readOnly.outbox')}
            </Link>
          )}
          {change.error && <ProblemPanel error={change.error} />}
        </Dialog>
      )}
    </>
  );
}
