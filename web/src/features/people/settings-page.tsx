import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page, Section } from '../../components/page.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { useNow } from '../../lib/desk-clock.ts';
import { browserZone, formatTime } from '../../lib/format-time.ts';
import { languageNames } from '../../lib/language.ts';
import { densities, papers, setPreferences, themes, usePreferences } from '../../lib/preferences.ts';
import { useSession, useZone } from '../accounts/session.ts';

/** How the desk looks to this person; kept in this browser. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { theme, density, timeZone, language, paper } = usePreferences();
  const { version, person, accounts } = useSession();
  const now = useNow();
  const zone = useZone(accounts[0]?.accountId);
  const zones = [
    { value: 'account', label: t('settings.zoneAccount') },
    { value: 'browser', label: t('settings.zoneBrowser', { zone: browserZone() }) },
    ...Intl.supportedValuesOf('timeZone').map((name) => ({ value: name, label: name.replaceAll('_', ' ') })),
  ];
  return (
    <Page title={t('nav.settings')} lead={t('settings.lead')} narrow>
      <Section title={t('settings.look')} flush>
        <Choice label={t('settings.theme')}>
          <Segmented
            label={t('settings.theme')}
            value={theme}
            options={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
            onChange={(next) => setPreferences({ theme: next })}
          />
        </Choice>
        <Choice label={t('grid.density')}>
          <Segmented
            label={t('grid.density')}
            value={density}
            options={densities.map((value) => ({ value, label: t(`grid.densities.${value}`) }))}
            onChange={(next) => setPreferences({ density: next })}
          />
        </Choice>
        <Choice label={t('slips.paper')}>
          <Segmented
            label={t('slips.paper')}
            value={paper}
            options={papers.map((value) => ({ value, label: t(`slips.papers.${value}`) }))}
            onChange={(next) => setPreferences({ paper: next })}
          />
        </Choice>
      </Section>
      <Section title={t('settings.place')} flush>
        <Choice label={t('settings.language')}>
          <Select
            aria-label={t('settings.language')}
            value={language}
            options={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
            onChange={(next) => {
              setPreferences({ language: next });
              location.reload();
            }}
          />
        </Choice>
        <Choice label={t('settings.zone')} hint={t('settings.zoneNow', { time: formatTime(now, 'full', zone) })}>
          <Select
            aria-label={t('settings.zone')}
            className="max-w-64"
            value={timeZone}
            options={zones}
            onChange={(next) => setPreferences({ timeZone: next })}
          />
        </Choice>
      </Section>
      <p className="text-xs text-faint">
        Waybill {version} · {person.name} ·{' '}
        <a className="underline hover:text-ink" href="/api/openapi.json">
          {t('settings.api')}
        </a>
      </p>
    </Page>
  );
}

const Choice = ({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
    <div className="min-w-40 flex-1">
      <p className="font-medium">{label}</p>
      {hint && <p className="text-xs text-faint">{hint}</p>}
    </div>
    {children}
  </div>
);
