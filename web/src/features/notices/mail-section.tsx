import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeSettings } from '#src/modules/notices/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';

/** Where mail goes, and a trial. */
export function MailSection({
  mail,
  busy,
  onAddress,
  onTrial,
}: {
  mail: NoticeSettings['mail'];
  busy: boolean;
  onAddress: (address: string | null) => void;
  onTrial: () => void;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(mail.address ?? '');
  const about =
    mail.server === null
      ? t('choices.noServer')
      : mail.goesTo === null
        ? t('choices.noAddress')
        : t('choices.goesTo', { address: mail.goesTo, from: mail.from ?? '', server: mail.server });
  return (
    <Section title={t('choices.mail')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onAddress(draft.trim() === '' ? null : draft.trim());
        }}
      >
        <p className="text-soft">{about}</p>
        <Field label={t('choices.address')} hint={t('choices.addressHint')}>
          {(attributes) => (
            <input
              {...attributes}
              type="email"
              autoComplete="email"
              value={draft}
              onChange={(event) => setDraft(event.target.value)}
              className="field-box max-w-sm"
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" disabled={draft.trim() === (mail.address ?? '')}>
            {t('choices.save')}
          </Button>
          <Button kind="quiet" busy={busy} disabled={mail.goesTo === null} onClick={onTrial}>
            {t('choices.try')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
