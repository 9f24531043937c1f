import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';

/** A secret that is shown this one time: a link, a key. */
export function ShowOnce({ title, text, secret, onClose }: { title: string; text: string; secret: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      description={text}
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <div className="flex items-center gap-2 rounded-lg border bg-sunken p-3">
        <code className="min-w-0 flex-1 select-all break-all font-mono text-xs">{secret}</code>
        <CopyButton text={secret} label={t('people.copy')} />
      </div>
    </Dialog>
  );
}
