/** What this window says, in the language chosen for this kiosk. Reactive: a switch changes the screen at once. */
import { createEffect, createRoot, createSignal } from 'solid-js';
import { languages, type Catalogue, type Language } from '../../theatre/contract/catalogue/index.ts';
import { wordingFor, type Wording } from '../../theatre/contract/wording.ts';

const [language, choose] = createSignal<Language>('en');
const [houseLocale, setHouseLocale] = createSignal('en-GB');

export { language };

/** Texts, dates and money. */
export const wording = (): Wording => wordingFor(language(), houseLocale());

export const texts = (): Catalogue => wording().texts;

/** What main says at the beginning: this kiosk's language and the house's locale (BCP 47). */
export function beginTexts(kept: Language, locale: string): void {
  setHouseLocale(locale);
  choose(kept);
  createRoot(() => createEffect(() => (document.documentElement.lang = wording().formats.locale)));
}

/** Changes this screen and, from now on, this kiosk. */
export function setLanguage(wanted: Language): void {
  choose(wanted);
  // Not by the import that others use: tests read the texts where there is no window.
  void window.fullHouse.setLanguage({ language: wanted });
}

/** The one after the present one, and the first after the last. */
export function nextLanguage(): Language {
  return languages[(languages.indexOf(language()) + 1) % languages.length] ?? languages[0];
}
