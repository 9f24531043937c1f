type Props = { kind: 'meter' | 'progressbar'; label: string; value: number; max: number; tone?: 'accent' | 'good' };

/** How much of something there is: a quiet line. */
export function Bar({ kind, label, value, max, tone = 'accent' }: Props) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      role={kind}
      aria-label={label}
      title={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      className="h-1 w-full overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={tone === 'good' ? 'h-full rounded-full bg-good transition-[width]' : 'h-full rounded-full bg-accent/70'}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
