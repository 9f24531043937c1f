import { useTranslation } from 'react-i18next';
import { classes } from '../lib/classes.ts';

export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={classes('block animate-pulse rounded bg-sunken', className)} />
);

/** Grey lines in the place of a list that is on its way. */
export function SkeletonLines({ count = 6 }: { count?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-4 p-4">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} className={classes('h-4', ['w-11/12', 'w-3/4', 'w-5/6', 'w-2/3'][index % 4])} />
      ))}
    </div>
  );
}
