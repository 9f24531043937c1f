import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../lib/classes.ts';
import { useHotkeys } from '../lib/use-hotkeys.ts';
import { IconButton } from './button.tsx';

type Props = {
  title: string;
  description?: string | undefined;
  /** Hides the head: for dialogs that are all content, such as the palette. Screen readers still hear the title. */
  bare?: boolean;
  wide?: boolean;
  /** Nothing in it takes the focus: the text itself does, so that keys can scroll it. */
  reading?: boolean;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
};

/**
 * A modal dialog, mounted while it is open. Its backdrop is our own: Radix's Overlay locks scrolling through a style
 * element, which the CSP forbids.
 */
export function Dialog({ title, description, bare = false, wide = false, reading = false, onClose, children, footer }: Props) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  useHotkeys({}, { exclusive: true });
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div aria-hidden className="fixed inset-0 z-40 bg-black/35 dark:bg-black/55" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          ref={content}
          tabIndex={-1}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const field = content.current?.querySelector<HTMLElement>(
              'input:not(.sr-only, [type=checkbox], [type=radio]), textarea, select',
            );
            (field ?? content.current)?.focus();
          }}
          className={classes(
            'fixed z-50 flex animate-pop flex-col overflow-hidden rounded-2xl border bg-surface shadow-pop outline-none',
            'inset-x-2 bottom-2 max-h-[calc(100dvh-1rem)] sm:inset-x-0 sm:bottom-auto sm:mx-auto',
            bare ? 'sm:top-[12vh] sm:max-h-[76vh]' : 'sm:top-[6vh] sm:max-h-[88vh]',
            wide ? 'sm:w-[min(60rem,calc(100vw-2rem))]' : 'sm:w-[min(34rem,calc(100vw-2rem))]',
          )}
        >
          {bare ? (
            <Radix.Title className="sr-only">{title}</Radix.Title>
          ) : (
            <header className="flex items-start gap-3 border-b px-5 py-3.5">
              <div className="min-w-0 flex-1">
                <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
                {description && <Radix.Description className="mt-0.5 text-soft">{description}</Radix.Description>}
              </div>
              <IconButton small label={t('common.close')} onClick={onClose}>
                <X size={16} />
              </IconButton>
            </header>
          )}
          <div
            {...(reading ? { tabIndex: 0 } : {})}
            className={classes('quiet-scroll min-h-0 flex-1 overflow-y-auto', !bare && 'px-5 py-4')}
          >
            {children}
          </div>
          {footer && <footer className="flex flex-wrap items-center justify-end gap-2 border-t bg-canvas px-5 py-3">{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
