import type { ReactNode } from 'react';

/** Nothing here, why, and what to do next. */
export function EmptyState({
  icon,
  title,
  text,
  children,
  heading: Title = 'p',
}: {
  icon?: ReactNode;
  title: string;
  text?: string | undefined;
  children?: ReactNode;
  /** `h1` where there is nothing else on the page. */
  heading?: 'p' | 'h1';
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-16 text-center">
      {icon && <div className="mb-1 flex size-11 items-center justify-center rounded-full bg-sunken text-faint">{icon}</div>}
      <Title className="text-base font-semibold">{title}</Title>
      {text && <p className="max-w-md text-soft">{text}</p>}
      {children && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
