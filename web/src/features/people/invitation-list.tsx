import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { done } from '#src/modules/people/contract.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { invitationsQuery } from './people-queries.ts';

/** Links that nobody has used yet. */
export function InvitationList() {
  const { t } = useTranslation();
  const zone = useZone();
  const client = useQueryClient();
  const { data } = useQuery(invitationsQuery);
  const withdraw = useMutation({
    mutationFn: (id: string) => api(done, `/invitations/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t('people.open')} flush>
      <ul className="divide-y">
        {data.items.map(({ id, kind, name, email, role, expiresAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
            <div className="min-w-0 flex-1 basis-52">
              <p className="truncate font-medium">{name}</p>
              <p className="truncate text-xs text-faint">{email}</p>
            </div>
            <span className="w-32">{kind === 'password' ? t('people.newPassword') : role && t(`roles.${role}`)}</span>
            <span className="w-44 text-xs text-faint">{t('people.until', { time: formatTime(expiresAt, 'dayTime', zone) })}</span>
            <Button small kind="danger" onClick={() => withdraw.mutate(id)}>
              {t('people.withdraw')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
