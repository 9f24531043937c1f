import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { classes } from '../lib/classes.ts';

const item = classes(
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 outline-none',
  'data-highlighted:bg-sunken data-disabled:pointer-events-none data-disabled:opacity-50',
);

/** A click takes no longer. */
const clickMs = 300;

/**
 * A menu under a button. Not modal: the modal kind locks scrolling through a style element, which the CSP forbids. Where the page
 * moves while the button is clicked, the mouse comes up over the menu: that chooses nothing.
 */
export function Menu({ trigger, children, align = 'end' }: { trigger: ReactNode; children: ReactNode; align?: 'start' | 'end' }) {
  const openedAt = useRef(0);
  return (
    <Radix.Root
      modal={false}
      onOpenChange={(isOpen) => {
        if (isOpen) openedAt.current = performance.now();
      }}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onPointerUpCapture={(event) => {
            if (performance.now() - openedAt.current < clickMs) event.stopPropagation();
          }}
          className="quiet-scroll z-60 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 animate-pop overflow-y-auto rounded-xl border bg-raised p-1 shadow-pop"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = {
  children: ReactNode;
  onSelect: () => void;
  icon?: ReactNode;
  hint?: string | undefined;
  danger?: boolean;
  disabled?: boolean;
};

export function MenuItem({ children, onSelect, icon, hint, danger = false, disabled = false }: ItemProps) {
  return (
    <Radix.Item className={classes(item, danger && 'text-bad')} onSelect={onSelect} disabled={disabled}>
      {icon && <span className="text-faint">{icon}</span>}
      <span className="flex-1">{children}</span>
      {hint && <span className="text-2xs text-faint">{hint}</span>}
    </Radix.Item>
  );
}

/** A link in a menu: for downloads, which the browser does itself. */
export function MenuLink({ children, href, icon }: { children: ReactNode; href: string; icon?: ReactNode }) {
  return (
    <Radix.Item asChild>
      <a className={item} href={href} download>
        {icon && <span className="text-faint">{icon}</span>}
        <span className="flex-1">{children}</span>
      </a>
    </Radix.Item>
  );
}

export function MenuRadio<T extends string>({
  value,
  options,
  onChange,
}: {
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}) {
  return (
    <Radix.RadioGroup value={value}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={item} onSelect={() => onChange(option.value)}>
          <span className="flex-1">{option.label}</span>
          <Radix.ItemIndicator>
            <Check size={14} className="text-accent" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 pt-2 pb-1 text-2xs font-medium text-faint">{children}</Radix.Label>
);
export const MenuLine = () => <Radix.Separator className="my-1 border-t" />;
