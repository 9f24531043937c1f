import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { classes } from '../lib/classes.ts';

type Props = { title: string; lead?: string | undefined; actions?: ReactNode; children: ReactNode; narrow?: boolean };

/** A page that scrolls as a whole, with its title. */
export function Page({ title, lead, actions, children, narrow = false }: Props) {
  usePageTitle(title);
  return (
    <div className="quiet-scroll h-full overflow-y-auto">
      <div className={classes('mx-auto flex flex-col gap-5 px-4 py-5 sm:px-7 sm:py-7', narrow ? 'max-w-3xl' : 'max-w-6xl')}>
        <header className="flex flex-wrap items-start gap-3">
          <div className="min-w-0 flex-1 basis-60">
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {lead && <p className="mt-1 max-w-2xl text-soft">{lead}</p>}
          </div>
          {actions}
        </header>
        {children}
      </div>
    </div>
  );
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Waybill`;
  }, [title]);
}

/** A titled box of a page. */
export function Section({
  title,
  actions,
  children,
  flush = false,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className="card overflow-hidden">
      <header className="flex min-h-11 items-center gap-2 border-b px-4 py-1.5">
        <h2 className="flex-1 font-semibold">{title}</h2>
        {actions}
      </header>
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}
