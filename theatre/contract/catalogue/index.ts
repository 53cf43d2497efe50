/** Every text that a person reads, in each language: a typed object an area, so that a missing or misnamed text does not compile. */
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import type { Like } from './like.ts';

export type Catalogue = Like<typeof en>;

const catalogues = { en, de } as const satisfies Record<string, Catalogue>;

export type Language = keyof typeof catalogues;

export const languages = Object.keys(catalogues) as readonly Language[];

export function catalogueOf(language: Language): Catalogue {
  return catalogues[language];
}

/** The language of a locale like `de-AT`; English where there is no catalogue for it. */
export function languageOf(locale: string): Language {
  const language = locale.toLowerCase().split('-')[0];
  return languages.find((known) => known === language) ?? 'en';
}
