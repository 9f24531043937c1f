import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { useMay } from '../accounts/session.ts';
import { EraseSection } from './erase-section.tsx';
import { HoldsSection } from './holds-section.tsx';
import { PurgesSection } from './purges-section.tsx';

/** Where personal data goes: on request, on its day, or not while the law keeps it. */
export function PrivacyPage() {
  const { t } = useTranslation();
  const mayManage = useMay('privacy.manage');
  return (
    <Page title={t('nav.privacy')} lead={t('privacy.lead')}>
      {mayManage && <EraseSection />}
      <HoldsSection />
      <PurgesSection />
    </Page>
  );
}
