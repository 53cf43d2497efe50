import type { mailProblems as english } from '../en/mail-problems.ts';
import type { Like } from '../like.ts';

const beside = (words: string, said: string) => (said === '' ? words : `${words} (${said})`);

export const mailProblems: Like<typeof english> = {
  'no-address': () => 'Die Bestellung hat keine E-Mail-Adresse',
  'no-seats': () => 'Die Bestellung hat keine Plätze mehr',
  erased: () => 'Name und Adresse wurden gelöscht',
  'given-up': (said) =>
    said === '' ? 'Nach tagelangen Versuchen aufgegeben' : `Nach tagelangen Versuchen aufgegeben, zuletzt: ${said}`,
  'hung-up': (said) => beside('Der Mailserver hat die Verbindung geschlossen', said),
  'no-connection': (said) => beside('Keine Verbindung zum Mailserver', said),
  ending: (said) => beside('Dieser Server wurde beendet, bevor die Mail fort war', said),
  untrusted: (said) =>
    `${beside('Dem Zertifikat des Mailservers wird nicht vertraut', said)}: Geben Sie NODE_EXTRA_CA_CERTS seine Zertifizierungsstelle, oder setzen Sie FULL_HOUSE_SMTP_TLS=unverified`,
  'log-late': () => 'Das Log hat nicht rechtzeitig geantwortet',
  late: (said) => beside('Der Mailserver antwortet nicht rechtzeitig', said),
};
