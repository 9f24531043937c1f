import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { code128, drawingSVG } from 'bwip-js/browser';
import { ArrowLeft, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, buttonLook } from '../../components/button.tsx';
import { usePageTitle } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { setupQuery } from './pack-queries.ts';

/** What one may scan instead of pressing a key: those of the desk, and OK and PRINT of the page. */
const sheetCommands = ['DONE', 'NEXT', 'LATER', 'UNDO', 'OK', 'PRINT', 'LEAVE', 'CANCEL'] as const;

/** A sheet of barcodes to lay beside the scanner: commands and boxes. */
export function CommandSheet() {
  const { t } = useTranslation();
  usePageTitle(t('pack.sheetTitle'));
  const setup = useQuery(setupQuery);
  if (setup.error && !setup.data) return <ProblemPanel error={setup.error} onRetry={() => void setup.refetch()} />;
  if (!setup.data) return <SkeletonLines />;
  const boxes = setup.data.boxes.filter(({ active }) => active);
  return (
    <div className="quiet-scroll h-full overflow-y-auto bg-surface print:h-auto print:overflow-visible">
      <div className="mx-auto flex max-w-4xl flex-col gap-6 px-5 py-6 print:max-w-none print:p-0">
        <header className="flex flex-wrap items-center gap-3 print:hidden">
          <Link to="/pack" aria-label={t('pack.backToStation')} className={buttonLook({ kind: 'quiet', square: true })}>
            <ArrowLeft aria-hidden size={18} />
          </Link>
          <h1 className="flex-1 text-xl font-semibold">{t('pack.sheetTitle')}</h1>
          <Button kind="primary" onClick={() => window.print()}>
            <Printer aria-hidden size={16} />
            {t('pack.printSheet')}
          </Button>
        </header>
        <div className="flex flex-col gap-6">
          <Codes title={t('pack.commands')} codes={sheetCommands.map((code) => ({ code, text: t(`pack.command.${code}`) }))} />
          {boxes.length > 0 && <Codes title={t('pack.boxes')} codes={boxes.map(({ code, name }) => ({ code, text: name }))} />}
        </div>
      </div>
    </div>
  );
}

function Codes({ title, codes }: { title: string; codes: readonly { code: string; text: string }[] }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{title}</h2>
      <ul className="grid gap-4 sm:grid-cols-2 print:grid-cols-2">
        {codes.map(({ code, text }) => (
          <li key={code} className="flex break-inside-avoid flex-col items-center gap-1.5 rounded-xl border p-4">
            <img src={barcode(code)} alt={code} className="h-16 max-w-full" />
            <span className="text-lg font-semibold">{text}</span>
            <span className="text-xs text-soft">{code}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Code 128 as a picture; always black on white, or no scanner reads it in the dark theme. */
function barcode(text: string): string {
  const picture = code128(
    { bcid: 'code128', text, height: 12, paddingwidth: 10, paddingheight: 2, backgroundcolor: 'FFFFFF' },
    drawingSVG(),
  );
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}
