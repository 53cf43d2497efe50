import type { mail as english } from '../en/mail.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

export const mail: Like<typeof english> = {
  subject: (order: string, title: string, day: string) => `Ihre Bestellung ${order}: ${title}, ${day}`,
  hello: (name: string) => `Guten Tag ${name},`,
  helloNobody: 'Guten Tag,',
  thanks: 'vielen Dank für Ihre Bestellung. Ihre Plätze sind gebucht.',
  order: 'Bestellung',
  seat: 'Platz',
  price: 'Preis',
  seats: (count: number) => `${count} ${plural(count, { one: 'Platz', other: 'Plätze' })}`,
  paid: (total: string) => `Bezahlt: ${total}`,
  due: (total: string) => `An der Kasse zu zahlen: ${total}`,
  dueWhat: (order: string) => `Nennen Sie dort die Bestellnummer ${order}, wenn Sie Ihre Karten abholen.`,
  collectBy: (when: string) =>
    `Bitte holen und zahlen Sie Ihre Karten bis ${when}. Danach gehen die Plätze wieder in den Verkauf.`,
  paidWhat: 'Zeigen Sie die Karte am Einlass vor, auf Papier oder auf Ihrem Handy.',
  attached: 'Ihre Karten liegen als PDF bei.',
  attachedDue: 'Ihre Karten liegen als PDF bei. Sie gelten, sobald die Bestellung bezahlt ist.',
  look: 'Bestellung ansehen',
  link: 'Wer diesen Link hat, kann die Bestellung sehen. Er zeigt jederzeit, wie es um sie steht.',
  footer:
    'Sie erhalten diese E-Mail, weil diese Adresse bei der Bestellung angegeben wurde. Der Computer der Kasse hat sie verschickt.',
  filename: (order: string) => `Karten ${order}.pdf`,
};
