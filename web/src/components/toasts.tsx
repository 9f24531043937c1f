import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { createStore, useStore } from '../lib/store.ts';
import { IconButton } from './button.tsx';

type Toast = { id: number; text: string; tone: 'good' | 'bad' };
const toasts = createStore<readonly Toast[]>([]);
let lastId = 0;

/** Says something for a few seconds, to eyes and to screen readers. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  lastId += 1;
  const id = lastId;
  toasts.set((list) => [...list.slice(-3), { id, text, tone }]);
  setTimeout(() => dismiss(id), tone === 'bad' ? 9_000 : 4_500);
}

const dismiss = (id: number) => toasts.set((list) => list.filter((each) => each.id !== id));

export function Toasts() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-live="polite" className="pointer-events-none fixed inset-x-3 bottom-3 z-70 flex flex-col items-center gap-2">
      {useStore(toasts).map(({ id, text, tone }) => (
        <div
          key={id}
          className="pointer-events-auto flex max-w-lg animate-pop items-center gap-2.5 rounded-xl border bg-raised py-2 pr-2 pl-3.5 shadow-pop"
        >
          {tone === 'good' ? (
            <CircleCheck aria-hidden size={16} className="text-good" />
          ) : (
            <CircleAlert aria-hidden size={16} className="text-bad" />
          )}
          <span>{text}</span>
          <IconButton small label={t('common.close')} onClick={() => dismiss(id)}>
            <X size={14} />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
