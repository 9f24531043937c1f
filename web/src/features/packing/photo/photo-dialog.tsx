import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/dialog.tsx';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { photoQuery } from '../pack-queries.ts';

/** A photo of a parcel; looking at it is noted, because a label may be on it. */
export function PhotoDialog({ accountId, photoId, onClose }: { accountId: string; photoId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(photoQuery(accountId, photoId));
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!data) return undefined;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return (
    <Dialog title={t('packed.photoTitle')} description={t('packed.photoNoted')} onClose={onClose}>
      {error ? (
        <ProblemPanel error={error} onRetry={() => void refetch()} />
      ) : (
        url && <img src={url} alt={t('packed.photoTitle')} className="w-full rounded-lg" />
      )}
    </Dialog>
  );
}
