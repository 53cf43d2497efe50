/** The languages that there is a catalogue for; the first is spoken where none of them is asked for. */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

/** What each calls itself, for whoever looks for it. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** How each writes dates and money where the house says nothing more exact. */
const usualLocales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

export function isLanguage(text: unknown): text is Language {
  return languages.some((known) => known === text);
}

/** The language of a locale like `de-AT`; undefined where there is no catalogue for it. */
export function knownLanguage(locale: string): Language | undefined {
  const language = locale.toLowerCase().split('-')[0];
  return languages.find((known) => known === language);
}

/** The same, and English where there is no catalogue. */
export function languageOf(locale: string): Language {
  return knownLanguage(locale) ?? languages[0];
}

/** The house's own locale where it is of this language (`de-AT` for German in Vienna), else the usual one. BCP 47. */
export function localeOf(language: Language, houseLocale: string): string {
  return knownLanguage(houseLocale) === language ? houseLocale : usualLocales[language];
}
