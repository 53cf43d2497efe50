import type { privacy as english } from '../en/privacy.ts';
import type { Like } from '../like.ts';

export const privacy: Like<typeof english> = {
  erased: 'gelöscht',
  noName: 'ohne Namen',
  erasedOrder: 'Name und E-Mail-Adresse wurden gelöscht.',
  nobody: 'Darunter ist niemand bekannt. Wer gelöscht wurde, wird nicht mehr gefunden.',
  erase: 'Personendaten löschen …',
  ask: (name) =>
    name === ''
      ? 'Name und E-Mail-Adresse dieser Bestellung löschen? Das lässt sich nicht rückgängig machen.'
      : `${name} und die E-Mail-Adresse aus dieser Bestellung löschen? Das lässt sich nicht rückgängig machen.`,
  stays:
    'Plätze, Preise und Zahlungen bleiben unter der Bestellnummer in den Büchern. Die Karten gelten weiter, und Geld kann zurückgegeben werden. Verschickte E-Mails, gedruckte Karten und ältere Sicherungen bleiben, wie sie sind.',
  confirm: 'Löschen',
  already: 'Name und E-Mail-Adresse dieser Bestellung wurden schon gelöscht.',
  done: 'Name und E-Mail-Adresse sind gelöscht.',
  donePlain:
    'Name und E-Mail-Adresse werden nirgends mehr gezeigt. Die Bestellung ist älter als die Versiegelung der Namen: Aus den Dateien des Logs verschwinden sie erst, wenn die Vorstellung archiviert und das Log gekürzt wird.',
  unsettled:
    'Die Kasse hat es nicht rechtzeitig bestätigt. Ein Teil kann schon gelöscht sein: Versuchen Sie es in einigen Sekunden noch einmal. Zweimal verlangt ist es dasselbe.',
  pending:
    'Name und E-Mail-Adresse werden nirgends mehr gezeigt. Ihr Schlüssel wird gelöscht, sobald der Rechner mit dem Log erreichbar ist.',
};
