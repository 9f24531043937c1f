import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type ParallelList, takenList } from '#src/modules/parallel/contract.ts';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useSession, useZone } from '../accounts/session.ts';
import { DropZone } from '../imports/drop-zone.tsx';

/** The other tool's own list: what of it is known, and a place to drop a newer one. */
export function ListSection({ account, lists }: { account: string; lists: readonly ParallelList[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { accounts, permissions } = useSession();
  const target = account || (accounts.length === 1 ? (accounts[0]?.accountId ?? '') : '');
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set('account', target);
      form.set('file', file);
      return api(takenList, '/parallel/list', { form });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['parallel'] }),
  });
  return (
    <Section title={t('parallel.list')}>
      <div className="flex flex-col gap-4">
        <p className="max-w-3xl text-soft">{t('parallel.listText')}</p>
        {lists.map((list) => (
          <Known key={list.accountId} list={list} />
        ))}
        {permissions.includes('imports.run') && (
          <DropZone
            label={t('parallel.drop')}
            hint={target === '' ? t('parallel.dropChoose') : t('parallel.dropHint')}
            busy={isPending}
            disabled={target === ''}
            onFile={mutate}
          />
        )}
        {error && <ProblemPanel error={error} />}
        {data && (
          <div role="status" className="flex flex-col gap-2">
            <p>{t('parallel.figures', { ...data, rejected: data.rejected.length })}</p>
            {data.rejected.length > 0 && (
              <ul className="quiet-scroll max-h-60 divide-y overflow-y-auto rounded-xl border">
                {data.rejected.map(({ line, column, reason }) => (
                  <li key={line} className="flex gap-3 px-3 py-1.5">
                    <span className="w-20 shrink-0 text-faint">{t('parallel.line', { line })}</span>
                    <span className="min-w-0 break-words">
                      {column && <code className="font-mono text-xs">{column}</code>} {reason}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </div>
    </Section>
  );
}

function Known({ list }: { list: ParallelList }) {
  const { t } = useTranslation();
  const zone = useZone(list.accountId);
  const time = (at: string) => formatTime(at, 'dayTime', zone);
  return (
    <div>
      <p>{t('parallel.listOf', { orders: list.orders, from: time(list.from), to: time(list.to), imported: time(list.importedAt) })}</p>
      {list.strangers.length > 0 && (
        <p className="mt-1 text-warn">
          {t('parallel.strangers', { count: list.strangers.length })}{' '}
          {list.strangers.slice(0, 20).map((orderId) => (
            <Link key={orderId} to="/where" search={{ text: orderId }} className="mr-2 whitespace-nowrap underline">
              {orderId}
            </Link>
          ))}
        </p>
      )}
    </div>
  );
}
