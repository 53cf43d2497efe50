import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLanguage, languageOf, type Language } from '../../theatre/contract/catalogue/languages.ts';

const fileIn = (folder: string) => join(folder, 'kiosk-language');

/** The language chosen on this kiosk; the house's own where none was. */
export function keptLanguage(folder: string, houseLocale: string): Language {
  try {
    const kept = readFileSync(fileIn(folder), 'utf8').trim();
    if (isLanguage(kept)) return kept;
  } catch {
    // Nobody has chosen one yet.
  }
  return languageOf(houseLocale);
}

export function keepLanguage(folder: string, language: Language): void {
  writeFileSync(fileIn(folder), `${language}\n`, { mode: 0o600 });
}
