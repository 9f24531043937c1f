import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardGroup } from '#src/modules/handover/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { deskNow } from '../../lib/desk-clock.ts';
import { useAsk } from './use-ask.ts';

const twoDigits = (n: number) => String(n).padStart(2, '0');
/** As an input of this browser's own time wants it. */
const localText = (at: Date) =>
  `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;

/** When a carrier shall come, or that somebody took the parcels there. */
export function PickupDialog({ group, onClose }: { group: BoardGroup; onClose: () => void }) {
  const { t } = useTranslation();
  const way = group.way === 'easypost' || group.way === 'shippo' ? group.way : 'own';
  const start = deskNow();
  const [from, setFrom] = useState(localText(new Date(start.getTime() + (way === 'own' ? 0 : 3_600_000))));
  const [to, setTo] = useState(localText(new Date(start.getTime() + 4 * 3_600_000)));
  const [note, setNote] = useState('');
  const ask = useAsk(onClose);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const at = (text: string) => new Date(text).toISOString();
    const window = { from: at(from), to: way === 'own' ? at(from) : at(to) };
    const { accountId, place, carrier } = group;
    ask.mutate({ path: `/handover/${accountId}/pickups`, json: { place, carrier, way, ...window, note } });
  };
  const title = way === 'own' ? 'handover.droppedTitle' : 'handover.pickupTitle';
  const text = way === 'own' ? 'handover.droppedText' : 'handover.pickupText';
  return (
    <Dialog
      title={t(title, { carrier: group.carrier })}
      description={t(text)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" form="pickup" busy={ask.isPending}>
            {way === 'own' ? t('handover.keep') : t('handover.book')}
          </Button>
        </>
      }
    >
      <form id="pickup" className="flex flex-col gap-4" onSubmit={send}>
        <div className="flex flex-wrap gap-4">
          <Field label={t('handover.from')}>
            {(attributes) => (
              <input
                {...attributes}
                type="datetime-local"
                required
                className="field-box"
                value={from}
                onChange={(event) => setFrom(event.target.value)}
              />
            )}
          </Field>
          {way !== 'own' && (
            <Field label={t('handover.to')}>
              {(attributes) => (
                <input
                  {...attributes}
                  type="datetime-local"
                  required
                  className="field-box"
                  value={to}
                  onChange={(event) => setTo(event.target.value)}
                />
              )}
            </Field>
          )}
        </div>
        <Field label={t('handover.note')} hint={way === 'own' ? undefined : t('handover.noteHint')}>
          {(attributes) => (
            <input {...attributes} className="field-box" maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
        {way === 'shippo' && <p className="text-xs text-soft">{t('handover.shippoNoCancel')}</p>}
      </form>
    </Dialog>
  );
}
