import { Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PackBox } from '#src/modules/packing/contract.ts';
import { buttonLook } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Kbd } from '../../../components/kbd.tsx';
import { stationActions } from '../station/station-keys.ts';

/** Every key and what may be scanned. */
export function StationHelp({ boxes, onClose }: { boxes: readonly PackBox[]; onClose: () => void }) {
  const { t } = useTranslation();
  const rows = [
    ...stationActions.map(({ action, key }) => [key.length === 1 ? key.toUpperCase() : key, t(`pack.actions.${action}`)] as const),
    ['1 – 9', t('pack.numberKeys')] as const,
  ];
  return (
    <Dialog
      title={t('pack.help')}
      reading
      wide
      onClose={onClose}
      footer={
        <Link to="/pack/commands" className={buttonLook({ kind: 'primary' })}>
          <Printer aria-hidden size={16} />
          {t('pack.commandSheet', { count: boxes.length })}
        </Link>
      }
    >
      <div className="grid gap-6 text-base sm:grid-cols-2">
        <dl className="flex flex-col gap-2">
          {rows.map(([key, text]) => (
            <div key={key} className="flex items-center gap-3">
              <dt className="w-20 shrink-0">
                <Kbd>{key}</Kbd>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <div className="flex flex-col gap-3">
          <h3 className="font-semibold">{t('pack.whatToScan')}</h3>
          <ul className="flex list-inside list-disc flex-col gap-1.5 text-soft">
            {(['order', 'item', 'box', 'code', 'command', 'weight'] as const).map((what) => (
              <li key={what}>{t(`pack.scanned.${what}`)}</li>
            ))}
          </ul>
        </div>
      </div>
    </Dialog>
  );
}
