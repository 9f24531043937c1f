import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';

/** A secret, shown the one time that it can be. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('webhooks.secretTitle')}
      description={t('webhooks.secretText')}
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t('webhooks.secretKept')}
        </Button>
      }
    >
      <div className="flex items-center gap-2 rounded-lg bg-sunken px-3 py-2">
        <code className="min-w-0 flex-1 select-all break-all text-xs">{secret}</code>
        <CopyButton text={secret} label={t('webhooks.copySecret')} />
      </div>
    </Dialog>
  );
}
