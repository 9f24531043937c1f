import { Outlet, useMatches } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SkeletonLines } from '../components/skeleton.tsx';
import { Toasts } from '../components/toasts.tsx';
import { ActionHost } from '../features/writes/action-host.tsx';
import { Banners } from './banners.tsx';
import { GlobalKeys } from './global-keys.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

/** What stands around every page. */
export function Shell() {
  const { t } = useTranslation();
  const [navOpen, setNavOpen] = useState(false);
  const isFull = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.fullScreen) });
  return (
    <div className="flex h-dvh flex-col print:block print:h-auto">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-70 focus:rounded-lg focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
      >
        {t('shell.skip')}
      </a>
      <Banners />
      {!isFull && <TopBar onMenu={() => setNavOpen(true)} />}
      <div className="flex min-h-0 flex-1 print:block">
        {!isFull && <Rail drawer={navOpen} onCloseDrawer={() => setNavOpen(false)} />}
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          <Suspense fallback={<SkeletonLines />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {!isFull && <GlobalKeys />}
      <ActionHost />
      <Toasts />
    </div>
  );
}
