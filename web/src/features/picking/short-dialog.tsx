import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickStop, shortReasons } from '#src/modules/picking/contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { CountDialog } from './count-dialog.tsx';

export type ShortReason = (typeof shortReasons)[number];

type Props = {
  product: PickStop['products'][number];
  onClose: () => void;
  onShort: (reason: ShortReason, units: number | undefined) => void;
};

/** Why units cannot be taken from here; each reason says what it does to the stock. */
export function ShortDialog({ product, onClose, onShort }: Props) {
  const { t } = useTranslation();
  const [damaged, setDamaged] = useState(false);
  const { title, left } = product;
  if (damaged)
    return (
      <CountDialog
        title={t('pick.reasons.damaged')}
        label={t('pick.damagedCount')}
        most={left}
        run={t('pick.reasons.damaged')}
        onClose={onClose}
        onCount={(units) => onShort('damaged', units)}
      />
    );
  return (
    <Dialog title={t('pick.problemTitle', { title })} onClose={onClose}>
      <ul className="flex flex-col gap-2">
        {(['not-found', 'too-few', 'damaged'] as const).map((reason) => (
          <li key={reason}>
            <button
              type="button"
              className="flex min-h-16 w-full flex-col rounded-xl border px-4 py-3 text-left hover:bg-hover"
              onClick={() => {
                if (reason === 'damaged') return setDamaged(true);
                onShort(reason, undefined);
                onClose();
              }}
            >
              <span className="text-base font-semibold">{t(`pick.reasons.${reason}`)}</span>
              <span className="text-soft">{t(`pick.reasonsText.${reason}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
