import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../components/button.tsx';
import { setPreferences, themes, usePreferences } from '../lib/preferences.ts';

const icons = { system: Monitor, light: Sun, dark: Moon } as const;

/** Goes round system, light, dark. */
export function ThemeToggle() {
  const { t } = useTranslation();
  const { theme } = usePreferences();
  const Icon = icons[theme];
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <IconButton label={t('settings.themeNow', { theme: t(`settings.themes.${theme}`) })} onClick={() => setPreferences({ theme: next })}>
      <Icon size={16} />
    </IconButton>
  );
}
