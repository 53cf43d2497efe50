import fc from 'fast-check';
import PDFDocument from 'pdfkit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Paper } from '../../theatre/contract/papers.ts';
import { houseWording } from '../../theatre/contract/wording.ts';
import { studio } from '../../theatre/seating/houses/studio.ts';
import { ticketKeys } from '../../theatre/ticket/keys.ts';
import { orderPdf } from './order-pdf.ts';
import type { OrderToTicket } from './ticket-face.ts';

const { privateKey } = ticketKeys('a secret of this house, long enough');
const order: OrderToTicket = {
  reference: '7K3M-XY2Q',
  screeningId: 'the-tempest-4f6a9b0c1d',
  title: 'The Tempest',
  startsAt: '2030-01-01T19:30:00Z',
  name: 'Anna Adler',
  currency: 'EUR',
  paymentStatus: 'paid',
  issue: 1,
  seats: [
    { seatId: 'C-B5', price: 4800 },
    { seatId: 'L-A1', price: 3600, ticketType: 'concession' },
  ],
};

interface Written {
  readonly text: string;
  /** Points. */
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const prototype = PDFDocument.prototype as PDFKit.PDFDocument;

/** Makes the PDF and says what was written on it, and where that ends. */
async function write(changes: Partial<OrderToTicket> = {}, paper: Paper = 'a6', locale = 'en-GB') {
  const written: Written[] = [];
  const original = Reflect.get(prototype, 'text') as (...args: unknown[]) => PDFKit.PDFDocument;
  vi.spyOn(prototype, 'text').mockImplementation(function (this: PDFKit.PDFDocument, ...args: unknown[]) {
    const [text, x, y] = args as [string, number, number];
    written.push({ text, top: y, right: x + this.widthOfString(text), bottom: y + this.currentLineHeight(true) });
    return original.apply(this, args);
  });
  const wording = houseWording(locale);
  const pdf = await orderPdf({ ...order, ...changes }, { plan: studio, privateKey, wording, paper });
  vi.restoreAllMocks();
  return { pdf, written, texts: written.map(({ text }) => text) };
}

const POINTS = 72 / 25.4;
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

afterEach(() => vi.restoreAllMocks());

describe('the tickets of an order', () => {
  test('are a page a seat, with all that the door and the guest need', async () => {
    const { pdf, texts } = await write();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(2);
    expect(texts).toEqual(
      expect.arrayContaining([
        'The Tempest',
        houseWording().formats.evening(Date.parse(order.startsAt)),
        'Centre',
        'B',
        '5',
        'Full price · €48',
        'Concession · €36',
        '7K3M-XY2Q',
        'For Anna Adler',
        'Issue 1',
        'If the code cannot be read, say: 7K3M-XY2Q C-B5',
      ]),
    );
    expect(texts.join()).not.toContain('To pay');
  });

  test('have their own fonts inside, and none that a reader would have to bring', async () => {
    const { pdf } = await write({ name: 'Ксения Ξένια Żółć' });
    const source = pdf.toString('latin1');
    expect(source).toContain('/FontFile2');
    expect(source).not.toContain('Helvetica');
  });

  test('leave out what their fonts have no signs for, and set names that run from right to left as a whole', async () => {
    const title = async (wanted: string) => (await write({ title: wanted })).texts[1];
    expect(await title('Der Sturm 🎭')).toBe('Der Sturm');
    expect(await title('👩‍👩‍👧 Zoë')).toBe('Zoë');
    const named = async (name: string) => (await write({ name, seats: order.seats.slice(0, 1) })).texts.slice(-5);
    expect((await named('王小明')).some((text) => text.startsWith('For'))).toBe(false);
    expect(await named('Dr. محمد علي Jr.')).toEqual(expect.arrayContaining(['For Dr. ', 'محمد علي', ' Jr.']));
  });

  test('say what is to pay, in the language of the house', async () => {
    const { texts } = await write({ paymentStatus: 'due' }, 'roll', 'de-DE');
    expect(texts.filter((text) => text.startsWith('An der Kasse zu zahlen: 48'))).toHaveLength(1);
    expect(texts).toContain('Reihe');
  });

  test('are the same bytes for the same order but for their dates', async () => {
    const [one, other] = [await write(), await write()];
    expect(one.pdf.length).toBe(other.pdf.length);
  });

  test('keep every text on the page and out of the others’ way, however long', async () => {
    const long = (most: number) =>
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }),
        fc.constantFrom('W'.repeat(most), 'Donaudampfschifffahrtsgesellschaft '.repeat(4).slice(0, most), 'i', ' '),
        fc.string({
          unit: fc.constantFrom('Ж', 'Ω', 'Ł', ' ', 'é', '(', '\\', '\u{1F3AD}'),
          minLength: 1,
          maxLength: most,
        }),
      );
    await fc.assert(
      fc.asyncProperty(
        long(120),
        long(100),
        fc.constantFrom<Paper>('a6', 'roll'),
        fc.boolean(),
        async (title, name, paper, due) => {
          const one = await write(
            { title, name, paymentStatus: due ? 'due' : 'paid', seats: order.seats.slice(0, 1) },
            paper,
          );
          const [width, height] = paper === 'a6' ? [105, 148] : [80, 140];
          for (const { right, bottom } of one.written) {
            expect(right).toBeLessThanOrEqual((width - 3.9) * POINTS);
            expect(bottom).toBeLessThanOrEqual(height * POINTS);
          }
          const code = one.written.findIndex(({ text }) => text === 'Order');
          const above = one.written.slice(0, code).map(({ bottom }) => bottom);
          expect(Math.max(...above)).toBeLessThanOrEqual(one.written[code]?.top ?? 0);
          expect(pagesOf(one.pdf)).toBe(1);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('an order without seats has none, which is a bug', async () => {
    await expect(orderPdf({ ...order, seats: [] }, { plan: studio, privateKey })).rejects.toThrow('has no seats');
  });
});
