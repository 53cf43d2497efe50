/** Text that stays in its place on a page, however long it is: smaller first, then on more lines, then cut short. */

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly font: 'regular' | 'bold';
  /** Points, where there is room. */
  readonly size: number;
  /** At most so many. */
  readonly lines: number;
}

/** Smaller than this part of its size nobody reads it. */
const SMALLEST = 0.6;
const STEP = 0.5;

/** Joiners and variation selectors that join and select nothing. */
const IDLE =
  /(?<![\p{L}\p{M}])[\p{Join_Control}\p{Variation_Selector}]+|[\p{Join_Control}\p{Variation_Selector}]+(?![\p{L}\p{M}])/gu;

/** What of a text the font has signs for, and can be empty: an emoji or a Chinese name would be a row of boxes. */
export function writable(doc: PDFKit.PDFDocument, text: string, font: Place['font']): string {
  // Not in pdfkit's types: the font as fontkit has it.
  const { _font: inUse } = doc.font(font) as unknown as {
    readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
  };
  const has = (sign: string) => /\s/.test(sign) || inUse.font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0);
  return Array.from(text.normalize('NFC')).filter(has).join('').replace(IDLE, '').replace(/\s+/g, ' ').trim();
}

/** Writes the text and answers its height, in points. */
export function fitText(doc: PDFKit.PDFDocument, text: string, place: Place): number {
  const { x, y, width, font, lines } = place;
  const clean = writable(doc, text, font);
  doc.fillColor('black');
  let { size } = place;
  while (size - STEP >= SMALLEST * place.size && !fits(doc, clean, width, size, lines)) size -= STEP;
  doc.fontSize(size);
  const all = linesOf(doc, clean, width);
  const kept = all.slice(0, lines);
  const last = kept.at(-1);
  if (all.length > lines && last !== undefined) kept[lines - 1] = cut(doc, last, width);
  const step = doc.currentLineHeight(true);
  kept.forEach((line, at) => drawLine(doc, line, x, y + at * step));
  return kept.length * step;
}

/** Words that run from right to left, with the blanks between them. */
const LEFTWARD = /([\p{Script=Hebrew}\p{Script=Arabic}]\S*(?:\s+[\p{Script=Hebrew}\p{Script=Arabic}]\S*)*)/u;

/** pdfkit sets word after word to the right: those that run the other way are set as one. */
function drawLine(doc: PDFKit.PDFDocument, line: string, left: number, y: number): void {
  let x = left;
  line.split(LEFTWARD).forEach((part, at) => {
    // Of what is split at, every second part is a match. Features make pdfkit shape a text as a whole.
    const options: PDFKit.Mixins.TextOptions = { lineBreak: false, ...(at % 2 === 1 ? { features: [] } : {}) };
    if (part !== '') doc.text(part, x, y, options);
    x += doc.widthOfString(part, options);
  });
}

function fits(doc: PDFKit.PDFDocument, text: string, width: number, size: number, lines: number): boolean {
  doc.fontSize(size);
  const broken = linesOf(doc, text, width);
  // A word is taken apart only when no smaller size helps.
  return broken.length <= lines && text.split(' ').every((word) => doc.widthOfString(word) <= width);
}

/** Broken at spaces, and within words that are wider than a line. */
function linesOf(doc: PDFKit.PDFDocument, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (doc.widthOfString(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (doc.widthOfString(line) > width) {
      const head = headOf(doc, line, width);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return [...lines, line];
}

function cut(doc: PDFKit.PDFDocument, line: string, width: number): string {
  return `${headOf(doc, line, width - doc.widthOfString('…')).trimEnd()}…`;
}

/** As many characters as there is room for; at least one, so that there is an end to it. */
function headOf(doc: PDFKit.PDFDocument, text: string, width: number): string {
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  let low = 1;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (doc.widthOfString(characters.slice(0, middle).join('')) <= width) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}
