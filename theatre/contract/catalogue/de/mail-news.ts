import type { mailNews as english } from '../en/mail-news.ts';
import type { Like } from '../like.ts';

export const mailNews: Like<typeof english> = {
  cancelledSubject: (title, day, order) => `Abgesagt: ${title}, ${day} (Bestellung ${order})`,
  cancelled: 'leider muss diese Vorstellung ausfallen. Ihre Karten dafür gelten nicht mehr.',
  willBack: (total) => `Sie erhalten zurück: ${total}`,
  willBackHow:
    'Die Kasse erstattet den Betrag auf dem Weg, auf dem er bezahlt wurde, und schreibt Ihnen, sobald das geschehen ist. Was bar bezahlt wurde, liegt dort für Sie bereit.',
  nothingBack: 'Es war noch nichts bezahlt, darum wird nichts erstattet',
  backAlready: 'Was bezahlt war, wurde bereits erstattet',
  nothingToDo: 'Sie müssen nichts weiter tun.',
  movedSubject: (title, evening, order) => `Neuer Termin: ${title}, ${evening} (Bestellung ${order})`,
  moved: 'diese Vorstellung findet zu einer anderen Zeit statt.',
  newTime: (evening) => `Neu: ${evening}`,
  oldTime: (evening) => `Bisher: ${evening}`,
  stayGood: 'Ihre Karten gelten für den neuen Termin.',
  cannotCome: 'Wenn Sie dann nicht kommen können, sagen Sie bitte vor der Vorstellung der Kasse Bescheid.',
  exchangedSubject: (title, day, order) => `Andere Plätze: ${title}, ${day} (Bestellung ${order})`,
  exchanged: 'Ihre Plätze wurden umgetauscht. Ab jetzt haben Sie diese.',
  earlierVoid: 'Karten, die Sie vorher hatten, gelten nicht mehr.',
  refundedSubject: (title, day, order) => `Zurückgegeben: ${title}, ${day} (Bestellung ${order})`,
  refunded: 'diese Plätze Ihrer Bestellung wurden zurückgegeben.',
  back: (amount) => `Sie erhalten zurück: ${amount}`,
  byCard: (amount) => `${amount} auf die Karte, mit der bezahlt wurde. Das kann ein paar Tage dauern.`,
  byCash: (amount) => `${amount} bar an der Kasse.`,
  keep: (seats) => `Sie behalten ${seats}; die Karten dafür gelten weiter.`,
  noLongerGood: 'Ihre Karten gelten nicht mehr.',
};
