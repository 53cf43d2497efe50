/** A language as a screen speaks it: its texts, and its dates and money as the house writes them. */
import { catalogueOf, languageOf, localeOf, type Catalogue, type Language } from './catalogue/index.ts';
import { formatsFor, type Formats } from './formats.ts';

export interface Wording {
  readonly language: Language;
  readonly texts: Catalogue;
  readonly formats: Formats;
}

const made = new Map<string, Wording>();

/**
 * One object for one language and house, whoever asks. The house's locale (BCP 47) defaults to `en-GB`, the time zone (IANA)
 * to this process's.
 */
export function wordingFor(language: Language, houseLocale = 'en-GB', timeZone?: string): Wording {
  const locale = localeOf(language, houseLocale);
  const key = `${language} ${locale} ${timeZone ?? ''}`;
  let wording = made.get(key);
  if (!wording)
    made.set(key, (wording = { language, texts: catalogueOf(language), formats: formatsFor(locale, timeZone) }));
  return wording;
}

/** What the house itself speaks: in mail, on paper, and wherever nobody has asked for another language. */
export function houseWording(houseLocale = 'en-GB'): Wording {
  return wordingFor(languageOf(houseLocale), houseLocale);
}
