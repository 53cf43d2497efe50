/** The form of a word that goes with a number, by the rules of the language. */
export function pluralOf(
  language: string,
): (count: number, forms: { readonly one: string; readonly other: string }) => string {
  const rules = new Intl.PluralRules(language);
  return (count, { one, other }) => (rules.select(count) === 'one' ? one : other);
}
