// Catalogues and choice of language: what was chosen here before, else the browser's, else German.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

type Catalogue = Record<Language, () => Promise<object>>;

/** Each loads when it is first used. */
const catalogues: Catalogue = {
  de: async () => (await import('./de')).de,
  en: async () => (await import('./en')).en,
};
const laterCatalogues: Catalogue = {
  de: async () => (await import('./de/later')).later,
  en: async () => (await import('./en/later')).later,
};
let laterAreWanted = false;

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
    resources: { [language]: { translation: await catalogues[language]() } },
    interpolation: { escapeValue: false }, // React escapes
  });
}

/** For pages that need the later texts: they are there when the page's module is. */
export async function withLaterTexts<Module>(module: Promise<Module>): Promise<Module> {
  laterAreWanted = true;
  const [loaded] = await Promise.all([module, addLater(i18next.language as Language)]);
  return loaded;
}

/** Without a network the page stays as it is. */
export async function switchLanguage(wish: string): Promise<void> {
  const language = chooseLanguage(wish, []);
  try {
    i18next.addResourceBundle(language, 'translation', await catalogues[language](), true);
    if (laterAreWanted) await addLater(language);
  } catch {
    return;
  }
  await i18next.changeLanguage(language);
}

async function addLater(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await laterCatalogues[language](), true);
}
