import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BuyerOrderView, buyerView, type ErasedView, erasedView } from '#src/modules/privacy/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { api } from '../../lib/api.ts';
import { BuyerOrders } from './buyer-orders.tsx';

const questionOf = (text: string) => (text.includes('@') ? { email: text } : { name: text });

/** A buyer wants to be forgotten: find the orders, see what can go, erase it, keep the report. */
export function EraseSection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [asking, setAsking] = useState(false);
  const find = useMutation({ mutationFn: (buyer: string) => api(buyerView, '/privacy/buyers', { json: questionOf(buyer) }) });
  const erase = useMutation({
    mutationFn: (buyer: string) => api(erasedView, '/privacy/erase', { json: questionOf(buyer) }),
    onSettled: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    erase.reset();
    if (text.trim() !== '') find.mutate(text.trim());
  };
  const change = (value: string) => {
    setText(value);
    find.reset();
    erase.reset();
  };
  const erasable = find.data?.items.filter(({ state }) => state === 'erasable').length ?? 0;
  return (
    <Section title={t('privacy.erase.title')}>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <Field label={t('privacy.erase.buyer')} hint={t('privacy.erase.hint')}>
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                value={text}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => change(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Button type="submit" busy={find.isPending} disabled={text.trim() === ''} className="sm:mb-5">
          {t('privacy.erase.find')}
        </Button>
      </form>
      {(find.error ?? erase.error) && <ProblemPanel error={find.error ?? erase.error} />}
      {erase.data ? (
        <Report done={erase.data} />
      ) : (
        find.data && (
          <div className="mt-3 flex flex-col gap-3">
            <BuyerOrders items={find.data.items} />
            {erasable > 0 && (
              <Button kind="danger" className="self-start" onClick={() => setAsking(true)}>
                {t('privacy.erase.now', { count: erasable })}
              </Button>
            )}
          </div>
        )
      )}
      {asking && (
        <Dialog
          title={t('privacy.erase.now', { count: erasable })}
          description={t('privacy.erase.sure')}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
              <Button kind="danger" busy={erase.isPending} onClick={() => erase.mutate(text.trim(), { onSettled: () => setAsking(false) })}>
                {t('privacy.erase.yes')}
              </Button>
            </>
          }
        >
          <p className="text-soft">{t('privacy.erase.stays')}</p>
        </Dialog>
      )}
    </Section>
  );
}

function Report({ done }: { done: ErasedView }) {
  const { t } = useTranslation();
  const items: BuyerOrderView[] = done.items;
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([done.csv], { type: 'text/csv' }));
    link.download = 'erasure.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const clean = done.found.length === 0;
  return (
    <div className="mt-3 flex flex-col gap-3" role="status">
      <p className="font-medium">{t('privacy.erase.done', { count: done.erased })}</p>
      <p className={clean ? 'text-good' : 'text-bad'}>
        {clean ? t('privacy.nothingFound') : t('privacy.foundAt', { places: done.found.map(({ place }) => place).join(', ') })}
      </p>
      <BuyerOrders items={items} done />
      <Button className="self-start" onClick={save}>
        {t('privacy.erase.report')}
      </Button>
    </div>
  );
}
