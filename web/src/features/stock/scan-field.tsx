import { useNavigate } from '@tanstack/react-router';
import { ScanBarcode } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../components/toasts.tsx';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { findProducts } from './stock-queries.ts';

/** Searches while one types; Enter, which a scanner sends too, opens what was meant exactly. */
export function ScanField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useHotkeys({ '/': () => input.current?.focus() });
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(next.trim()), 250);
  };
  const scan = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    clearTimeout(timer.current);
    const items = await findProducts(text.trim()).catch(() => []);
    const [only, ...others] = items;
    if (only && others.length === 0) void navigate({ to: '/stock/$productId', params: { productId: only.productId } });
    else if (!only) toast(t('stock.notKnown', { text: text.trim() }), 'bad');
    input.current?.select();
  };
  return (
    <form role="search" className="relative min-w-60 flex-1" onSubmit={(event) => void scan(event)}>
      <ScanBarcode aria-hidden size={15} className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint" />
      <input
        ref={input}
        type="search"
        aria-label={t('stock.search')}
        placeholder={t('stock.search')}
        className="field-box w-full pl-8"
        value={text}
        onChange={(event) => type(event.target.value)}
      />
    </form>
  );
}
