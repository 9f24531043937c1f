import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, KeyRound, LogOut, Pencil, UserCheck, UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { done, type LinkMade, linkMade, type PersonView } from '#src/modules/people/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/button.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useSession, useZone } from '../accounts/session.ts';

type Props = { person: PersonView; mayManage: boolean; onEdit: () => void; onLink: (link: LinkMade) => void };

export function PersonRow({ person, mayManage, onEdit, onLink }: Props) {
  const { t } = useTranslation();
  const zone = useZone();
  const { accounts, person: me } = useSession();
  const seen = person.accounts === null ? t('people.allAccounts') : namesOf(person.accounts, accounts) || t('people.noAccounts');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-1.5 font-medium">
          <span className="truncate">{person.name}</span>
          {person.id === me.id && <Badge tone="accent">{t('people.you')}</Badge>}
          {!person.active && <Badge tone="bad">{t('people.off')}</Badge>}
          {person.locked && <Badge tone="warn">{t('people.locked')}</Badge>}
        </p>
        <p className="truncate text-xs text-faint">{person.demo ? t('people.demo') : person.email}</p>
      </div>
      <div className="w-32 shrink-0">
        <p>{t(`roles.${person.role}`)}</p>
        <p className="truncate text-xs text-faint" title={seen}>
          {seen}
        </p>
      </div>
      <div className="flex w-44 shrink-0 flex-col items-start gap-1">
        <Badge tone={person.twoFactor ? 'good' : 'outline'}>{t(person.twoFactor ? 'people.factorOn' : 'people.factorOff')}</Badge>
        <p className="text-xs text-faint">
          {person.lastSignInAt ? t('people.lastSeen', { time: formatTime(person.lastSignInAt, 'dayTime', zone) }) : t('people.neverSeen')}
        </p>
      </div>
      {mayManage && <PersonMenu person={person} onEdit={onEdit} onLink={onLink} />}
    </li>
  );
}

const namesOf = (ids: readonly string[], accounts: readonly { accountId: string; name: string }[]): string =>
  ids.map((id) => accounts.find(({ accountId }) => accountId === id)?.name ?? id).join(', ');

function PersonMenu({ person, onEdit, onLink }: Omit<Props, 'mayManage'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const after = {
    onSettled: () => client.invalidateQueries({ queryKey: ['people'] }),
    onError: (error: Error) => toast(error.message, 'bad'),
  };
  const activate = useMutation({
    mutationFn: (active: boolean) => api(done, `/people/${person.id}`, { method: 'PATCH', json: { active } }),
    ...after,
  });
  const signOut = useMutation({
    mutationFn: () => api(done, `/people/${person.id}/sign-out`, { method: 'POST' }),
    onSuccess: () => toast(t('people.signedOut', { name: person.name })),
    ...after,
  });
  const link = useMutation({
    mutationFn: (factor: boolean) => api(linkMade, `/people/${person.id}/password-link`, { json: { factor } }),
    onSuccess: onLink,
    ...after,
  });
  return (
    <Menu
      trigger={
        <IconButton small className="ml-auto" label={t('people.actions', { name: person.name })}>
          <Ellipsis size={16} />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil size={14} />} onSelect={onEdit}>
        {t('people.editRole')}
      </MenuItem>
      <MenuItem icon={<LogOut size={14} />} onSelect={() => signOut.mutate()}>
        {t('people.signOutAll')}
      </MenuItem>
      {!person.demo && person.active && (
        <MenuItem icon={<KeyRound size={14} />} onSelect={() => link.mutate(false)}>
          {t('people.passwordLink')}
        </MenuItem>
      )}
      {person.twoFactor && person.active && (
        <MenuItem icon={<KeyRound size={14} />} onSelect={() => link.mutate(true)}>
          {t('people.factorLink')}
        </MenuItem>
      )}
      <MenuItem
        icon={person.active ? <UserX size={14} /> : <UserCheck size={14} />}
        danger={person.active}
        onSelect={() => activate.mutate(!person.active)}
      >
        {t(person.active ? 'people.turnOff' : 'people.turnOn')}
      </MenuItem>
    </Menu>
  );
}
