import type { ReactNode } from 'react';
import { Mark } from '../../app/mark.tsx';
import { usePageTitle } from '../../components/page.tsx';

/** What stands before the desk: one card in the middle of the page. */
export function DoorFrame({ title, lead, children }: { title: string; lead?: string | undefined; children: ReactNode }) {
  usePageTitle(title);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-5 px-4 py-10">
      <div className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <Mark size={28} />
        Waybill
      </div>
      <section className="card w-full max-w-sm p-6">
        <h1 className="text-base font-semibold">{title}</h1>
        {lead && <p className="mt-1 text-soft">{lead}</p>}
        <div className="mt-4 flex flex-col gap-4">{children}</div>
      </section>
    </main>
  );
}
