import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown, CircleHelp, CircleUser, Search, X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { IconButton } from '../components/button.tsx';
import { Kbd } from '../components/kbd.tsx';
import { useSession } from '../features/accounts/session.ts';
import { AlertBell } from '../features/notices/alert-bell.tsx';
import { healthOf, worstOf } from '../features/sync/freshness.ts';
import { syncQuery } from '../features/sync/sync-queries.ts';
import { classes } from '../lib/classes.ts';
import { useNow } from '../lib/desk-clock.ts';
import { readStored, writeStored } from '../lib/stored.ts';
import { AccountSwitcher } from './account-switcher.tsx';
import { Mark } from './mark.tsx';
import { openOverlay } from './overlays.ts';
import { pageGroups } from './pages.ts';
import { RailViews } from './rail-views.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import { usePages } from './use-pages.ts';

/** The way around: a column on wide screens, a drawer on narrow ones. */
export function Rail({ drawer, onCloseDrawer }: { drawer: boolean; onCloseDrawer: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <aside aria-label={t('shell.menu')} className="hidden w-58 shrink-0 border-r bg-canvas lg:block">
        <RailContent />
      </aside>
      <Radix.Root open={drawer} onOpenChange={(open) => !open && onCloseDrawer()}>
        <Radix.Portal>
          <div aria-hidden className="fixed inset-0 z-40 bg-black/35 lg:hidden" />
          <Radix.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 w-[min(18rem,88vw)] bg-canvas shadow-pop outline-none lg:hidden"
          >
            <Radix.Title className="sr-only">{t('shell.menu')}</Radix.Title>
            <RailContent onGo={onCloseDrawer} />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </>
  );
}

function RailContent({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex h-full flex-col gap-3 p-3">
      <div className="flex h-8 items-center gap-2 px-1.5">
        <Mark />
        <span className="flex-1 text-base font-semibold tracking-tight">Waybill</span>
        <AlertBell onGo={onGo} />
        {onGo && (
          <IconButton small label={t('common.close')} onClick={onGo}>
            <X size={16} />
          </IconButton>
        )}
      </div>
      <AccountSwitcher />
      <button
        type="button"
        onClick={() => {
          onGo?.();
          openOverlay('palette');
        }}
        className="flex h-8.5 items-center gap-2 rounded-lg border bg-surface px-2.5 text-left text-faint hover:border-line-strong hover:text-soft"
      >
        <Search aria-hidden size={14} />
        <span className="flex-1">{t('shell.find')}</span>
        <span aria-hidden className="flex gap-0.5">
          <Kbd>{t('keys.ctrl')}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <nav aria-label={t('shell.pages')} className="quiet-scroll -mx-1 flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-1 py-0.5">
        {pageGroups.map((group) => (
          <PageGroup key={group} group={group} onGo={onGo} />
        ))}
      </nav>
      <div className="flex items-center gap-1">
        <Me onGo={onGo} />
        <ThemeToggle />
        <IconButton label={t('keys.title')} onClick={() => openOverlay('keys')}>
          <CircleHelp size={16} />
        </IconButton>
      </div>
    </div>
  );
}

/** Who is signed in; leads to one's own sign-in. */
function Me({ onGo }: { onGo: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { person } = useSession();
  return (
    <Link
      to="/me"
      {...(onGo ? { onClick: onGo } : {})}
      title={t('me.title')}
      className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-lg px-2 font-medium text-soft hover:bg-sunken hover:text-ink"
      activeProps={{ className: railActive }}
    >
      <CircleUser aria-hidden size={16} className="shrink-0" />
      <span className="truncate">{person.name}</span>
    </Link>
  );
}

/** The pages of a group; a group can be folded away, and stays so in this browser. */
function PageGroup({ group, onGo }: { group: (typeof pageGroups)[number]; onGo: (() => void) | undefined }) {
  const { t } = useTranslation();
  const shown = usePages().filter((page) => page.group === group);
  const [folded, setFolded] = useState(() => readStored(`folded.${group}`, z.boolean()) ?? false);
  const fold = () => {
    writeStored(`folded.${group}`, !folded);
    setFolded(!folded);
  };
  return (
    <div className="flex flex-col gap-0.5 not-first:mt-2">
      <button
        type="button"
        aria-expanded={!folded}
        onClick={fold}
        className="flex h-6 items-center gap-1 rounded-md px-2 text-left text-2xs font-semibold text-faint hover:text-soft"
      >
        <span className="flex-1">{t(`nav.groups.${group}`)}</span>
        <ChevronDown aria-hidden size={12} className={classes('transition-transform', folded && '-rotate-90')} />
      </button>
      {!folded && (
        <>
          {shown.map(({ to, name, icon: Icon }) => (
            <div key={to}>
              <Link
                to={to}
                {...(onGo ? { onClick: onGo } : {})}
                activeOptions={{ exact: false, includeSearch: false }}
                className={railLink}
                activeProps={{ className: railActive }}
              >
                <Icon aria-hidden size={16} className="shrink-0" />
                <span className="flex-1 truncate">{t(`nav.${name}`)}</span>
                {name === 'outbox' && <OpenWrites />}
                {name === 'sync' && <SyncDot />}
              </Link>
              {name === 'orders' && <RailViews onGo={onGo} />}
            </div>
          ))}
        </>
      )}
    </div>
  );
}

const railLink = 'flex h-8 items-center gap-2.5 rounded-lg px-2 font-medium text-soft hover:bg-sunken hover:text-ink';
const railActive = 'bg-accent-wash! text-accent!';

function OpenWrites() {
  const { t } = useTranslation();
  const { data } = useQuery(syncQuery);
  const open = data?.accounts.reduce((total, account) => total + account.openWrites, 0) ?? 0;
  if (open === 0) return null;
  return (
    <span className="text-2xs text-faint" title={t('writes.openCount', { count: open })}>
      {open}
    </span>
  );
}

const dots = { good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad', idle: 'bg-line-strong' } as const;

function SyncDot() {
  const { t } = useTranslation();
  const { data } = useQuery(syncQuery);
  const now = useNow();
  const health = worstOf((data?.accounts ?? []).map((account) => healthOf(account, now)));
  return (
    <span
      role="img"
      aria-label={t(`sync.health.${health}`)}
      title={t(`sync.health.${health}`)}
      className={classes('size-2 rounded-full', dots[health])}
    />
  );
}
