import { useTranslation } from 'react-i18next';
import { partsOf } from '../../lib/countdown.ts';

/** Minutes as words: `4 h 12 min`. */
export function useSpan(): (minutes: number) => string {
  const { t } = useTranslation();
  return (minutes) => {
    const parts = partsOf(minutes);
    if (parts.days > 0) return t('time.daysHours', parts);
    return parts.hours > 0 ? t('time.hoursMinutes', parts) : t('time.minutes', parts);
  };
}
