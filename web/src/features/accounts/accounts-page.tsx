import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { KeyRound, Plug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { AccountView } from '#src/modules/accounts/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Field } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { ReadOnlySwitch } from './read-only-switch.tsx';
import { useMay, useSession } from './session.ts';

const tones = { connected: 'good', unconnected: 'outline', refused: 'bad', paused: 'warn' } as const;

export function AccountsPage() {
  const { t } = useTranslation();
  const { accounts, readOnlyDesk } = useSession();
  const [edited, setEdited] = useState<AccountView | null>(null);
  const mayManage = useMay('accounts.manage');
  return (
    <Page
      title={t('nav.accounts')}
      lead={t('accounts.lead')}
      actions={
        mayManage && (
          <Link to="/connect" className={buttonLook({ kind: 'primary' })}>
            <Plug aria-hidden size={15} />
            {t('accounts.connect')}
          </Link>
        )
      }
    >
      {readOnlyDesk && <p className="text-warn">{t('readOnly.desk')}</p>}
      {accounts.length === 0 && <EmptyState icon={<KeyRound size={20} />} title={t('accounts.none')} text={t('accounts.noneText')} />}
      <ul className="grid gap-4 md:grid-cols-2">
        {accounts.map((account) => (
          <li key={account.accountId} className="card flex flex-col gap-3 p-4">
            <div className="flex items-center gap-2">
              <h2 className="min-w-0 flex-1 truncate text-base font-semibold">{account.name}</h2>
              {account.readOnly && <Badge tone="warn">{t('readOnly.badge')}</Badge>}
              <Badge tone={tones[account.state]}>{t(`accounts.states.${account.state}`)}</Badge>
            </div>
            {account.readOnly && (
              <p className="text-warn">
                {t('readOnly.since', { time: formatTime(account.readOnly.since, 'dayTime', account.timeZone), by: account.readOnly.by })}
              </p>
            )}
            {account.stateReason && <p className="text-warn">{account.stateReason}</p>}
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
              <dt className="text-faint">{t('accounts.source')}</dt>
              <dd>{t(`accounts.hosts.${account.host}`)}</dd>
              <dt className="text-faint">{t('accounts.region')}</dt>
              <dd>{t(`accounts.regions.${account.region}`)}</dd>
              <dt className="text-faint">{t('accounts.sellerId')}</dt>
              <dd className="truncate select-all">{account.sellerId ?? '–'}</dd>
              <dt className="text-faint">{t('accounts.zone')}</dt>
              <dd>{account.timeZone}</dd>
              <dt className="text-faint">{t('accounts.marketplaces')}</dt>
              <dd>{account.marketplaceIds.map((id) => marketplaceOf(id)?.domain ?? id).join(', ') || '–'}</dd>
            </dl>
            {mayManage && (
              <div className="mt-auto flex gap-2">
                <Button small onClick={() => setEdited(account)}>
                  {t('common.edit')}
                </Button>
                <ReadOnlySwitch account={account} />
                {account.host === 'simulator' && <RemoveDemo accountId={account.accountId} />}
                {account.state !== 'connected' && (
                  <Link to="/connect" className={buttonLook({ small: true })}>
                    {t('accounts.connect')}
                  </Link>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {edited && <EditAccount account={edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function RemoveDemo({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api(z.unknown(), `/accounts/${accountId}`, { method: 'DELETE' }),
    onSuccess: () => toast(t('accounts.removed')),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <>
      <Button small kind="danger" onClick={() => setAsking(true)}>
        {t('accounts.remove')}
      </Button>
      {asking && (
        <Dialog
          title={t('accounts.remove')}
          description={t('accounts.removeText')}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
              <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
                {t('accounts.remove')}
              </Button>
            </>
          }
        >
          <p className="text-soft">{t('accounts.removeMore')}</p>
        </Dialog>
      )}
    </>
  );
}

function EditAccount({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(account.name);
  const [timeZone, setTimeZone] = useState(account.timeZone);
  const save = useMutation({
    mutationFn: () => api(z.unknown(), `/accounts/${account.accountId}`, { method: 'PATCH', json: { name: name.trim(), timeZone } }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['session'] }),
  });
  const zones = [...new Set([timeZone, ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }));
  return (
    <Dialog
      title={t('accounts.editTitle', { name: account.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={name.trim() === ''} busy={save.isPending} onClick={() => save.mutate()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('accounts.name')} error={save.error?.message}>
          {(attributes) => (
            <input {...attributes} className="field-box" value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('accounts.zone')} hint={t('accounts.zoneHint')}>
          {(attributes) => <Select {...attributes} value={timeZone} onChange={setTimeZone} options={zones} />}
        </Field>
      </div>
    </Dialog>
  );
}
