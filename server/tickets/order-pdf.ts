/** The tickets of an order on paper: a page for each seat. */
import type { KeyObject } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { houseWording, type Wording } from '../../theatre/contract/wording.ts';
import type { SeatingPlan } from '../../theatre/seating/plan.ts';
import { qrCode } from '../../theatre/ticket/qr.ts';
import { papers, type Paper } from '../../theatre/contract/papers.ts';
import { fitText, writable } from './fit-text.ts';
import { ticketFonts } from './fonts.ts';
import { ticketFaces, type OrderToTicket, type TicketFace } from './ticket-face.ts';

export interface OrderPdfOptions {
  /** Of the screening. */
  readonly plan: SeatingPlan;
  /** Signs the codes: `ticketKeys(secrets.ticketKey).privateKey`. */
  readonly privateKey: KeyObject;
  /** Defaults to English. */
  readonly wording?: Wording;
  /** Defaults to `a6`. */
  readonly paper?: Paper;
}

const POINTS = 72 / 25.4;

/** Throws where the order has no seats: there is no PDF without a page. */
export async function orderPdf(order: OrderToTicket, options: OrderPdfOptions): Promise<Buffer> {
  const { plan, privateKey, wording = houseWording(), paper = 'a6' } = options;
  const faces = ticketFaces(order, { plan, privateKey, wording });
  if (faces.length === 0) throw new Error(`order ${order.reference} has no seats`);
  const { width, height, margin } = papers[paper];
  const words = wording.texts.tickets;
  const fonts = ticketFonts();
  const doc = new PDFDocument({
    size: [width * POINTS, height * POINTS],
    margin: 0,
    autoFirstPage: false,
    // The one it would else begin with is read from a file that a built server does not have.
    font: fonts.regular as unknown as string,
    lang: wording.formats.locale,
    displayTitle: true,
    info: { Title: words.headingOf(order.reference), Creator: 'Full House', Producer: 'Full House' },
  });
  doc.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  const pdf = gather(doc);
  for (const face of faces) {
    doc.addPage();
    drawTicket(doc, face, words, margin * POINTS);
  }
  doc.end();
  return pdf;
}

function gather(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}

/** From above down to the particulars, then from below up to the code: what is long shrinks, and nothing meets in the middle. */
function drawTicket(
  doc: PDFKit.PDFDocument,
  face: TicketFace,
  words: Wording['texts']['tickets'],
  margin: number,
): void {
  const width = doc.page.width - 2 * margin;
  const bottom = doc.page.height - margin;
  const side = Math.min(0.58 * width, 54 * POINTS);
  let y = margin;
  const line = (text: string, font: 'regular' | 'bold', size: number, lines: number, gap: number) => {
    y += fitText(doc, text, { x: margin, y, width, font, size, lines }) + gap;
  };
  line(face.house, 'regular', 8, 1, 3);
  line(face.title, 'bold', 19, 3, 4);
  line(face.evening, 'regular', 10, 2, 7);
  rule(doc, margin, y, width);
  y += 7;

  const places = [
    [words.section, face.section, 0.5],
    [words.row, face.row, 0.25],
    [words.seat, face.seat, 0.25],
  ] as const;
  let x = margin;
  let deepest = 0;
  for (const [label, value, part] of places) {
    const box = { x, width: part * width - 6 };
    const labelled = fitText(doc, label, { ...box, y, font: 'regular', size: 8, lines: 1 });
    const valued = fitText(doc, value, { ...box, y: y + labelled + 1, font: 'bold', size: 24, lines: 2 });
    deepest = Math.max(deepest, labelled + 1 + valued);
    x += part * width;
  }
  y += deepest + 5;
  line(face.particulars.join(' · '), 'regular', 10, 2, 5);

  const top = bottom - side - 14;
  if (face.toPay !== undefined) {
    // Dark on light as well as light on dark is lost on a worn print head; a thick frame is not.
    const height = 24;
    const boxTop = Math.min(y, top - height - 4);
    doc.lineWidth(1.5).rect(margin, boxTop, width, height).stroke('black');
    const box = { x: margin + 6, y: boxTop + 7, width: width - 12 };
    fitText(doc, face.toPay, { ...box, font: 'bold', size: 10, lines: 1 });
  }

  const { size, path } = qrCode(face.code);
  doc
    .save()
    .translate(margin, top)
    .scale(side / size)
    .path(path)
    .fill('black')
    .restore();
  // The four light modules that readers need between the code and whatever is beside it.
  const beside = margin + side + (4 * side) / size;
  const column = { x: beside, width: margin + width - beside };
  let down = top;
  const besideLine = (text: string, font: 'regular' | 'bold', points: number, lines: number, gap: number) => {
    down += fitText(doc, text, { ...column, y: down, font, size: points, lines }) + gap;
  };
  besideLine(words.order, 'regular', 8, 1, 1);
  besideLine(face.order, 'bold', 13, 1, 5);
  if (writable(doc, face.name, 'regular') !== '') besideLine(face.forName, 'regular', 9, 4, 5);
  besideLine(face.issue, 'regular', 8, 1, 0);
  fitText(doc, `${words.typed} ${face.typed}`, { x: margin, y: bottom - 9, width, font: 'regular', size: 7, lines: 1 });
}

function rule(doc: PDFKit.PDFDocument, x: number, y: number, width: number): void {
  doc
    .lineWidth(0.7)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke('black');
}
