import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type EasyShipView, easyShipView, type SlotView, slotList } from '#src/modules/handover/contract.ts';
import type { OrderDetails } from '#src/modules/orders/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { toast } from '../../components/toasts.tsx';
import { api, apiFile } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { randomKey } from '../../lib/random-key.ts';
import { useMay, useZone } from '../accounts/session.ts';
import { printFile } from '../packing/print-file.ts';
import { ErrandRow } from './errand-row.tsx';
import { easyShipQuery } from './handover-queries.ts';

/** When Amazon's driver takes the parcel of an order of Easy Ship, and its label. */
export function EasyShipSection({ order }: { order: OrderDetails }) {
  const isEasyShip = order.programs.includes('AMAZON_EASY_SHIP');
  const { data } = useQuery({ ...easyShipQuery(order.accountId, order.orderId), enabled: isEasyShip });
  return isEasyShip && data ? <Loaded order={order} view={data} /> : null;
}

function Loaded({ order, view }: { order: OrderDetails; view: EasyShipView }) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const mayWork = useMay('floor.work');
  const done = view.errands.find(({ state }) => state === 'done');
  const scheduled = view.errands.find(({ kind, state }) => kind === 'slot' && state === 'done');
  const isUnderWay = view.errands.some(({ state }) => ['asked', 'sending', 'unsure'].includes(state));
  const print = useMutation({
    mutationFn: async (errandId: string) => printFile(await apiFile(`/handover/${order.accountId}/errands/${errandId}/document`, {})),
    onError: (problem) => toast(problem.message, 'bad'),
  });
  const tracking = scheduled?.facts['tracking'];
  return (
    <Section
      title={t('easyShip.title')}
      actions={
        scheduled?.canPrint && (
          <Button small busy={print.isPending} onClick={() => print.mutate(scheduled.errandId)}>
            <Printer aria-hidden size={14} />
            {t('easyShip.label')}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3">
        {done?.slot ? (
          <p className="font-medium">
            {t('easyShip.scheduled', { slot: slotWords(done.slot, zone, t) })}
            {tracking && <span className="font-mono text-xs font-normal text-soft"> · {t('easyShip.tracking', { number: tracking })}</span>}
          </p>
        ) : (
          <p className="text-soft">{t('easyShip.lead')}</p>
        )}
        {scheduled && !scheduled.canPrint && <p className="text-xs text-soft">{t('easyShip.noLabel')}</p>}
        {view.stop && !done && <p className="text-soft">{textOr(view.stop, view.stop)}</p>}
        {mayWork && !view.stop && !isUnderWay && <ChooseSlot order={order} isChange={scheduled !== undefined} />}
        {view.errands.some(({ state }) => state !== 'done') && (
          <ul className="-mx-4 divide-y border-t">
            {view.errands
              .filter(({ state }) => state !== 'done')
              .map((errand) => (
                <ErrandRow key={errand.errandId} errand={errand} />
              ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

const sides = ['length', 'width', 'height', 'weight'] as const;

function ChooseSlot({ order, isChange }: { order: OrderDetails; isChange: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const zone = useZone(order.accountId);
  const path = `/orders/${order.accountId}/${order.orderId}/easy-ship`;
  const [size, setSize] = useState<Record<(typeof sides)[number], string>>({ length: '', width: '', height: '', weight: '' });
  const [chosen, setChosen] = useState('');
  const list = useMutation({
    mutationFn: () =>
      api(slotList, `${path}/slots`, {
        method: 'POST',
        json: Object.fromEntries(sides.map((side) => [side, Number(size[side])])),
      }),
    onSuccess: ({ slots }) => setChosen(slots[0]?.slotId ?? ''),
    onError: (problem) => toast(problem.message, 'bad'),
  });
  const schedule = useMutation({
    mutationFn: (slot: SlotView) => api(easyShipView, path, { method: 'PUT', json: { slot }, headers: { 'idempotency-key': randomKey() } }),
    onSuccess: () => {
      toast(t('easyShip.asked'));
      list.reset();
    },
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['handover'] }),
  });
  const slots = list.data?.slots ?? [];
  const slot = slots.find(({ slotId }) => slotId === chosen);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    list.mutate();
  };
  return (
    <div className="flex flex-col gap-3">
      <form className="flex flex-wrap items-end gap-3" onSubmit={ask}>
        {sides.map((side) => (
          <Field key={side} label={side === 'weight' ? t('easyShip.weight') : t('sizes.inCm', { what: t(`easyShip.${side}`) })}>
            {(attributes) => (
              <input
                {...attributes}
                type="number"
                required
                min={side === 'weight' ? 11 : 1}
                max={side === 'weight' ? 100_000 : 500}
                step="any"
                className="field-box w-24"
                value={size[side]}
                onChange={(event) => setSize({ ...size, [side]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Button type="submit" busy={list.isPending}>
          {t('easyShip.list')}
        </Button>
      </form>
      {list.isSuccess && slots.length === 0 && <p className="text-warn">{t('easyShip.noSlots')}</p>}
      {slots.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <Select
            aria-label={t('easyShip.slot')}
            value={chosen}
            options={slots.map((each) => ({ value: each.slotId, label: slotWords(each, zone, t) }))}
            onChange={setChosen}
          />
          <Button kind="primary" busy={schedule.isPending} disabled={!slot} onClick={() => slot && schedule.mutate(slot)}>
            {isChange ? t('easyShip.change') : t('easyShip.choose')}
          </Button>
        </div>
      )}
    </div>
  );
}

function slotWords({ slotId, from, to, method }: SlotView, zone: string, t: (key: string) => string): string {
  const when = from ? `${formatTime(from, 'dayTime', zone)}${to ? ` – ${formatTime(to, 'time', zone)}` : ''}` : slotId;
  return method === '' ? when : `${when}, ${textOr(`easyShip.${method}`, t(method))}`;
}
