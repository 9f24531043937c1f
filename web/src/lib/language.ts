import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preferences } from './preferences.ts';

/** A language is a folder of locales/ with the same files as `en`, and a line here. */
const languages: Record<string, () => Promise<{ texts: Record<string, unknown> }>> = {
  en: () => import('../locales/en/index.ts'),
};

export const languageNames: Record<string, string> = { en: 'English' };

/** Loads the texts of the chosen language; what it lacks is shown in English. */
export async function loadLanguage(): Promise<void> {
  const wanted = preferences().language;
  const code = wanted in languages ? wanted : 'en';
  const codes = code === 'en' ? ['en'] : [code, 'en'];
  const loaded = await Promise.all(codes.map(async (name) => [name, { translation: (await languages[name]?.())?.texts ?? {} }] as const));
  await i18next.use(initReactI18next).init({
    lng: code,
    fallbackLng: 'en',
    resources: Object.fromEntries(loaded),
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = code;
}

/** Dates and numbers follow the browser's region when it speaks the language of the texts. */
export function locale(): string {
  const language = i18next.language || 'en';
  return navigator.languages.find((name) => name.split('-')[0] === language) ?? language;
}

/** The text of a key that is known at run time only (a status, an event); an unknown one reads as its own words. */
export const textOr = (key: string, word: string, values?: Record<string, unknown>): string =>
  i18next.exists(key) ? i18next.t(key, values ?? {}) : humanise(word);

/** `ORDER_STATUS` and `order.status` as words. */
export function humanise(word: string): string {
  const text = word
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[._-]+/g, ' ')
    .trim()
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
