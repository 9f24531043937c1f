import { useQuery } from '@tanstack/react-query';
import { FileJson, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../app/mark.tsx';
import { ThemeToggle } from '../app/theme-toggle.tsx';
import { buttonLook } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ProblemPanel } from '../components/problem-panel.tsx';
import { SkeletonLines } from '../components/skeleton.tsx';
import { humanise } from '../lib/language.ts';
import { type Operation, openapi, operationsByArea } from './openapi.ts';
import { OperationSection } from './operation-section.tsx';

const description = '/api/openapi.json';

/** The API to browse: every operation of the desk's own description, found by any word of it. */
export function Reference() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState('');
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['openapi'],
    queryFn: async ({ signal }) => openapi.parse(await (await fetch(description, { signal })).json()),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const areas = (data ? operationsByArea(data) : [])
    .map(([area, operations]) => [area, operations.filter((one) => says(one, wanted))] as const)
    .filter(([, operations]) => operations.length > 0);
  return (
    <div className="flex h-dvh">
      <aside
        className="quiet-scroll hidden w-72 shrink-0 overflow-y-auto border-r bg-canvas p-3 lg:block"
        aria-label={t('reference.contents')}
      >
        {areas.map(([area, operations]) => (
          <div key={area} className="mb-3">
            <p className="px-2 text-2xs font-semibold text-faint">{humanise(area)}</p>
            {operations.map((one) => (
              <a
                key={one.id}
                href={`#${one.id}`}
                className="flex items-baseline gap-2 rounded-md px-2 py-0.5 text-xs text-soft hover:bg-sunken hover:text-ink"
              >
                <span className="w-12 shrink-0 font-mono text-2xs text-faint">{one.method}</span>
                <span className="truncate font-mono">{one.path.replace('/api/v1', '')}</span>
              </a>
            ))}
          </div>
        ))}
      </aside>
      <main className="quiet-scroll min-w-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-6xl flex-col gap-5 px-4 py-5 sm:px-7">
          <header className="flex flex-wrap items-center gap-3">
            <Mark />
            <h1 className="flex-1 text-xl font-semibold tracking-tight">
              {t('reference.title')} <span className="text-sm font-normal text-faint">{data?.info.version}</span>
            </h1>
            <a href={description} className={buttonLook({ small: true })}>
              <FileJson aria-hidden size={14} />
              {t('reference.openapi')}
            </a>
            <ThemeToggle />
          </header>
          <p className="max-w-3xl text-soft">{t('reference.lead')}</p>
          <label className="relative">
            <Search aria-hidden size={14} className="absolute top-1/2 left-3 -translate-y-1/2 text-faint" />
            <input
              className="field-box w-full pl-8!"
              value={wanted}
              aria-label={t('reference.search')}
              placeholder={t('reference.search')}
              onChange={(event) => setWanted(event.target.value)}
            />
          </label>
          {isPending && <SkeletonLines />}
          {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
          {data && areas.length === 0 && <EmptyState title={t('reference.none')} text={t('reference.noneText')} />}
          {areas.map(([area, operations]) => (
            <div key={area} className="flex flex-col gap-4">
              <h2 className="text-lg font-semibold">{humanise(area)}</h2>
              {operations.map((one) => (
                <OperationSection key={one.id} operation={one} />
              ))}
            </div>
          ))}
        </div>
      </main>
    </div>
  );
}

const says = ({ method, path, summary = '', description: more = '' }: Operation, wanted: string): boolean =>
  `${method} ${path} ${summary} ${more}`.toLowerCase().includes(wanted.trim().toLowerCase());
