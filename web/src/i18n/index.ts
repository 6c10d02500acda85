// Catalogues and choice of language: what was chosen here before, else the browser's, else German.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { de } from './de';
import { en } from './en';

export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

export function chooseLanguage(remembered: string, browser: readonly string[]): Language {
  for (const wish of [remembered, ...browser]) {
    const found = languages.find((language) => wish.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return 'de';
}

export async function startLanguages(language: Language): Promise<void> {
  i18next.on('languageChanged', (now) => {
    document.documentElement.lang = now;
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { de: { translation: de }, en: { translation: en } },
    interpolation: { escapeValue: false }, // React escapes
  });
}

export function switchLanguage(language: string): void {
  void i18next.changeLanguage(language);
}
