import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnnotateBody, type OrderDetails, outcomes } from '#src/modules/orders/contract.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { Section } from '../../../components/page.tsx';
import { toast } from '../../../components/toasts.tsx';
import { api } from '../../../lib/api.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { useZone } from '../../accounts/session.ts';
import { startAction, targetOf } from '../../writes/action-store.ts';

/** Tags, who looks after it, and what people wrote about it. */
export function NotesSection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const [note, setNote] = useState('');
  const client = useQueryClient();
  const annotate = useMutation({
    mutationFn: (change: Omit<AnnotateBody, 'orders'>) =>
      api(outcomes, '/orders/annotate', { json: { orders: [{ accountId: order.accountId, orderId: order.orderId }], ...change } }),
    onSuccess: ({ outcomes: [outcome] }) => {
      if (outcome?.ok === false) toast(outcome.reason ?? t('problem.unknown'), 'bad');
      void client.invalidateQueries({ queryKey: ['order', order.accountId, order.orderId] });
    },
    onError: (error) => toast(error.message, 'bad'),
  });
  const add = () => annotate.mutate({ note: note.trim() }, { onSuccess: () => setNote('') });
  return (
    <Section title={t('notes.title')}>
      <div className="flex flex-wrap items-center gap-1.5">
        {order.tags.map((tag) => (
          <span key={tag} className="flex h-6 items-center rounded-md border border-line-strong pl-2 text-xs text-soft">
            {tag}
            <button
              type="button"
              aria-label={t('notes.removeTag', { tag })}
              className="flex size-6 items-center justify-center hover:text-ink"
              onClick={() => annotate.mutate({ removeTags: [tag] })}
            >
              <X aria-hidden size={11} />
            </button>
          </span>
        ))}
        <IconButton small kind="plain" label={t('actions.tag.name')} onClick={() => startAction('tag', [targetOf(order)])}>
          <Plus size={13} />
        </IconButton>
        <span className="flex-1" />
        <Button small kind="quiet" onClick={() => startAction('assign', [targetOf(order)])}>
          {order.assignee ? t('notes.assignedTo', { name: order.assignee }) : t('notes.nobody')}
        </Button>
      </div>
      <ul className="mt-3 flex flex-col gap-3 empty:hidden">
        {order.notes.map((each) => (
          <li key={each.noteId} className="rounded-lg bg-sunken px-3 py-2">
            <p className="break-words whitespace-pre-line">{each.body}</p>
            <p className="mt-1 text-2xs text-faint">
              {each.author} · {formatTime(each.at, 'dayTime', zone)}
            </p>
          </li>
        ))}
      </ul>
      <form
        className="mt-3 flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (note.trim()) add();
        }}
      >
        <input
          className="field-box min-w-0 flex-1"
          aria-label={t('notes.add')}
          placeholder={t('notes.add')}
          value={note}
          maxLength={4000}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button type="submit" disabled={note.trim() === ''} busy={annotate.isPending}>
          {t('common.add')}
        </Button>
      </form>
    </Section>
  );
}
