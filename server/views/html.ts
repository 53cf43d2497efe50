/** HTML from templates. Every value is escaped; only what is `Html` already goes in as it is. */

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** Nothing for `false`, `null` and `undefined`, so that `condition && html\`…\`` reads well. */
export type Value = Html | string | number | false | null | undefined | readonly Value[];

/** A template's own line breaks become spaces, so that what it makes is one line: a patch is one line of a stream. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = oneLine(strings);
  let text = parts[0] ?? '';
  for (let index = 0; index < values.length; index++) text += textOf(values[index]) + (parts[index + 1] ?? '');
  return new Html(text);
}

const squeezed = new WeakMap<TemplateStringsArray, readonly string[]>();

function oneLine(strings: TemplateStringsArray): readonly string[] {
  let parts = squeezed.get(strings);
  if (!parts) squeezed.set(strings, (parts = strings.map((part) => part.replace(/\s*\n\s*/g, ' '))));
  return parts;
}

/** Text that is HTML already. Never for anything a person or a house file may have written. */
export function raw(text: string): Html {
  return new Html(text);
}

function textOf(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  if (value === false || value === null || value === undefined) return '';
  let text = '';
  for (const part of value) text += textOf(part);
  return text;
}

const special = /[&<>"'`\n\r\0]/;
const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\0': '\u{FFFD}',
};

/** Safe as text and as an attribute's value in quotes. */
export function escape(text: string): string {
  return special.test(text) ? text.replace(/[&<>"'`\n\r\0]/g, (char) => replacements[char] ?? char) : text;
}
