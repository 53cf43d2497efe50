/** A mail to whoever bought an order as a whole message: text, HTML, and the tickets where there are some. */
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Wording } from '../../../theatre/contract/wording.ts';
import type { News } from '../../../theatre/mail/mail-news.ts';
import type { MailConfig } from '../../mail-config.ts';
import type { OfficeOrder } from '../consumer.ts';
import { letterHtml } from './letter-html.ts';
import { newsParts } from './letter-news.ts';

export interface Letter {
  /** Of this mail (`mailIdOf`). */
  readonly id: string;
  readonly news: News;
  readonly order: OfficeOrder;
  /** Opens the order's page. */
  readonly link: string;
  /** How often it was written, from 1: staff may send one again. */
  readonly copy: number;
  readonly to: string;
  /** The tickets as a PDF. */
  readonly pdf?: Uint8Array | undefined;
}

/** The texts of a letter, none of them HTML. */
export interface LetterParts {
  readonly subject: string;
  readonly hello: string;
  readonly thanks: string;
  readonly reference: string;
  readonly title: string;
  readonly where: readonly string[];
  readonly seats: readonly { readonly seatId: string; readonly price: string }[];
  readonly count: string;
  readonly total: string;
  readonly money: string;
  readonly todo: readonly string[];
  readonly link: string;
}

export function partsOf(letter: Letter, wording: Wording): LetterParts {
  const { news, order, link, pdf } = letter;
  const { texts, formats } = wording;
  const { mail } = texts;
  const hello = isName(order.name) ? mail.hello(order.name) : mail.helloNobody;
  if (news.kind !== 'booked') {
    const { intro, seats, total: sum, todo, ...rest } = newsParts(news, order, wording);
    return {
      ...rest,
      hello,
      thanks: intro,
      reference: order.reference,
      title: order.title,
      seats: seats.map(({ seatId, price }) => ({ seatId, price: formats.money(price, order.currency) })),
      count: mail.seats(seats.length),
      total: formats.money(sum, order.currency),
      todo: pdf ? [...todo, mail.attached] : todo,
      link,
    };
  }
  const start = Date.parse(order.startsAt);
  const total = formats.money(order.total, order.currency);
  const due = order.paymentStatus === 'due' && order.total > 0;
  const { collectBy } = order;
  return {
    subject: mail.subject(order.reference, order.title, formats.day(start)),
    hello,
    thanks: mail.thanks,
    reference: order.reference,
    title: order.title,
    where: [formats.evening(start), order.house],
    seats: order.seats.map(({ seatId, price }) => ({ seatId, price: formats.money(price, order.currency) })),
    count: mail.seats(order.seats.length),
    total,
    money: due ? mail.due(total) : mail.paid(total),
    todo: [
      due ? mail.dueWhat(order.reference) : mail.paidWhat,
      ...(due && collectBy !== null ? [mail.collectBy(formats.evening(collectBy))] : []),
      ...(pdf ? [due ? mail.attachedDue : mail.attached] : []),
    ],
    link,
  };
}

/** One line each, as it stands in a plain mail. */
export function letterText(parts: LetterParts, { mail }: Wording['texts']): string {
  const width = Math.max(...parts.seats.map(({ seatId }) => seatId.length), parts.count.length) + 3;
  const line = (left: string, right: string) => `${left.padEnd(width)}${right}`;
  return [
    parts.hello,
    '',
    parts.thanks,
    '',
    `${mail.order} ${parts.reference}`,
    parts.title,
    ...parts.where,
    '',
    ...(parts.seats.length === 0
      ? []
      : [...parts.seats.map(({ seatId, price }) => line(seatId, price)), line(parts.count, parts.total), '']),
    parts.money,
    ...parts.todo,
    '',
    `${mail.look}:`,
    parts.link,
    mail.link,
    '',
    '-- ',
    mail.footer,
    '',
  ]
    .map(oneLine)
    .join('\n');
}

/**
 * The message as SMTP carries it. Its Message-ID depends on which mail it is and on the copy alone, so that one that was sent twice
 * after all is known as the same.
 */
export function compose(letter: Letter, { from }: Pick<MailConfig, 'from'>, wording: Wording): Promise<Buffer> {
  const parts = partsOf(letter, wording);
  const { texts, language } = wording;
  const { id, order } = letter;
  const { reference, name } = order;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return new MailComposer({
    from: { name: from.name, address: from.address },
    to: { name: isName(name) ? name : '', address: letter.to },
    subject: oneLine(parts.subject),
    messageId: `<${id}.${letter.copy}@${domain}>`,
    // Mail programs show it with the confirmation.
    ...(id === reference ? {} : { inReplyTo: `<${reference}.1@${domain}>`, references: `<${reference}.1@${domain}>` }),
    text: letterText(parts, texts),
    html: letterHtml(parts, texts.mail, wording.formats.locale),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    attachments: letter.pdf
      ? [
          {
            filename: texts.mail.filename(reference),
            content: Buffer.from(letter.pdf),
            contentType: 'application/pdf',
          },
        ]
      : [],
    // Nothing in a letter may make us read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/**
 * Anybody can have a mail sent to anybody by booking in their name: what reads as an address or as a message is not
 * repeated to them as from us.
 */
function isName(text: string): boolean {
  return /^[\p{L}\p{M}][\p{L}\p{M} .,'’&-]{0,79}$/u.test(text) && !/\.\p{L}{2}|www/iu.test(text);
}

/** Nothing that is written into a line can begin another. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
