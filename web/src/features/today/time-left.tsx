import { useTranslation } from 'react-i18next';
import { classes } from '../../lib/classes.ts';
import { countdown } from '../../lib/countdown.ts';
import { useNow } from '../../lib/desk-clock.ts';
import { timeLeft } from '../orders/cells/deadline.tsx';

const colours = { late: 'text-bad', urgent: 'text-bad', soon: 'text-warn', calm: 'text-soft' } as const;

/** The time left until an instant, which counts down by itself: red below an hour, amber below four. */
export function TimeLeft({ at }: { at: string }) {
  const { t } = useTranslation();
  const { late, minutes, parts } = countdown(new Date(at), useNow());
  const tone = late || minutes < 60 ? 'urgent' : minutes < 240 ? 'soon' : 'calm';
  const words = timeLeft(parts, (key, values) => t(key, values));
  return (
    <span className={classes('font-medium whitespace-nowrap tabular-nums', colours[tone])}>
      {late ? t('today.gone', { time: words }) : words}
    </span>
  );
}
