import { useQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { useMay } from '../accounts/session.ts';
import { HoldDialog } from './hold-dialog.tsx';
import { LiftDialog } from './lift-dialog.tsx';
import { holdsQuery } from './privacy-queries.ts';

/** On the order page: the hold that keeps its personal data, or the way to set one. */
export function OrderHold({ accountId, orderId }: { accountId: string; orderId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(holdsQuery(accountId, orderId));
  const may = useMay('privacy.manage');
  const [open, setOpen] = useState(false);
  const hold = data?.find(({ inForce }) => inForce);
  const close = () => setOpen(false);
  if (!hold && !may) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 border-t px-4 py-2.5">
      <Scale aria-hidden size={15} className={hold ? 'text-warn' : 'text-faint'} />
      <p className={hold ? 'min-w-0 flex-1' : 'min-w-0 flex-1 text-soft'}>
        {hold ? t('holds.onOrder', { ground: hold.ground, until: hold.until, by: hold.setBy }) : t('holds.noneOnOrder')}
      </p>
      {may && (
        <Button small kind="quiet" onClick={() => setOpen(true)}>
          {hold ? t('holds.lift') : t('holds.set')}
        </Button>
      )}
      {open && (hold ? <LiftDialog hold={hold} onClose={close} /> : <HoldDialog order={{ accountId, orderId }} onClose={close} />)}
    </div>
  );
}
