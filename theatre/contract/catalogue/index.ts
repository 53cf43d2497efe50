/** Every text that a person reads, in each language: a typed object an area, so that a missing or misnamed text does not compile. */
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import type { Language } from './languages.ts';
import type { Like } from './like.ts';

export * from './languages.ts';

export type Catalogue = Like<typeof en>;

const catalogues: Readonly<Record<Language, Catalogue>> = { en, de };

export function catalogueOf(language: Language): Catalogue {
  return catalogues[language];
}
