import { useTranslation } from 'react-i18next';
import { useNow } from '../lib/desk-clock.ts';

/** How long ago an instant was, in one unit: "40 s", "5 min", "3 h", "2 d". Counts on by itself. */
export function Ago({ at }: { at: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const seconds = Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / 1000));
  if (seconds < 60) return t('time.secondsAgo', { count: seconds });
  if (seconds < 3600) return t('time.minutesAgo', { count: Math.floor(seconds / 60) });
  if (seconds < 48 * 3600) return t('time.hoursAgo', { count: Math.floor(seconds / 3600) });
  return t('time.daysAgo', { count: Math.floor(seconds / 86_400) });
}
