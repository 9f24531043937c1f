import { Eye, EyeOff, Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetails, PersonalDetails } from '#src/modules/orders/contract.ts';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import { Section } from '../../../components/page.tsx';
import { textOr } from '../../../lib/language.ts';
import { useMay } from '../../accounts/session.ts';
import { OrderHold } from '../../privacy/order-hold.tsx';
import { buyerName } from '../cells/buyer-name.ts';
import { useReveal } from './use-reveal.ts';

const purposes = ['shipping', 'customer', 'return', 'check'] as const;

/** The buyer behind a mask; revealing asks what for, is logged, and ends by itself. */
export function PersonalSection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { data, reveal, pending, error, hide } = useReveal(order);
  const given = order.personal === 'given';
  const mayReveal = useMay('orders.personal');
  return (
    <Section
      title={t('personal.title')}
      actions={
        data ? (
          <Button small kind="quiet" onClick={hide}>
            <EyeOff aria-hidden size={14} />
            {t('personal.hide')}
          </Button>
        ) : (
          given &&
          mayReveal && (
            <Button small kind="quiet" onClick={() => setAsking(true)}>
              <Eye aria-hidden size={14} />
              {t('personal.reveal')}
            </Button>
          )
        )
      }
    >
      {data ? (
        <Revealed data={data} order={order} />
      ) : (
        <div className="flex flex-col gap-1">
          <p className="font-medium">{buyerName(order.buyerMask, order.shipTo) ?? t('personal.noName')}</p>
          {order.shipTo && <p className="text-soft">{order.shipTo}</p>}
          <p className="mt-1 flex items-start gap-1.5 text-xs text-faint">
            <Lock aria-hidden size={12} className="mt-0.5 shrink-0" />
            {textOr(`personal.states.${order.personal}`, order.personal)}
          </p>
        </div>
      )}
      <div className="-mx-4 mt-4 -mb-4">
        <OrderHold accountId={order.accountId} orderId={order.orderId} />
      </div>
      {asking && (
        <RevealDialog
          pending={pending}
          error={error?.message}
          onClose={() => setAsking(false)}
          onReveal={(purpose) => reveal(purpose, { onSuccess: () => setAsking(false) })}
        />
      )}
    </Section>
  );
}

function Revealed({ data, order }: { data: PersonalDetails; order: OrderDetails }) {
  const { t } = useTranslation();
  const extras = Object.entries({
    ...data.customisations,
    ...Object.fromEntries(Object.entries(data.gifts).map(([id, gift]) => [id, gift.message ?? ''])),
  });
  const skuOf = (itemId: string) => order.items.find((item) => item.itemId === itemId)?.sku ?? itemId;
  return (
    <div className="flex flex-col gap-3" role="status">
      <div className="flex items-start gap-2">
        <address className="flex-1 whitespace-pre-line not-italic">
          {data.recipient.join('\n') || data.buyerName || t('personal.nothing')}
        </address>
        {data.recipient.length > 0 && <CopyButton text={data.recipient.join('\n')} label={t('personal.copyAddress')} />}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Line label={t('personal.buyer')} value={data.buyerName} />
        <Line label={t('personal.company')} value={data.buyerCompany} />
        <Line label={t('personal.email')} value={data.buyerEmail} />
        <Line label={t('personal.phone')} value={data.phone} />
        <Line label={t('personal.instruction')} value={data.deliveryInstruction} />
        {extras.map(([itemId, text]) => (
          <Line key={itemId} label={skuOf(itemId)} value={text} />
        ))}
      </dl>
      <p className="text-xs text-warn">{t('personal.logged')}</p>
    </div>
  );
}

function Line({ label, value }: { label: string; value: string | null }) {
  if (!value) return null;
  return (
    <>
      <dt className="text-faint">{label}</dt>
      <dd className="min-w-0 break-words">{value}</dd>
    </>
  );
}

type DialogProps = { pending: boolean; error: string | undefined; onClose: () => void; onReveal: (purpose: string) => void };

function RevealDialog({ pending, error, onClose, onReveal }: DialogProps) {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState('');
  return (
    <Dialog
      title={t('personal.askTitle')}
      description={t('personal.askText')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={purpose.trim() === ''} busy={pending} onClick={() => onReveal(purpose.trim())}>
            <Eye aria-hidden size={15} />
            {t('personal.reveal')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (purpose.trim()) onReveal(purpose.trim());
        }}
      >
        <Field label={t('personal.purpose')} error={error}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              value={purpose}
              maxLength={200}
              onChange={(event) => setPurpose(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-1.5">
          {purposes.map((name) => (
            <Button key={name} small onClick={() => setPurpose(t(`personal.purposes.${name}`))}>
              {t(`personal.purposes.${name}`)}
            </Button>
          ))}
        </div>
      </form>
    </Dialog>
  );
}
