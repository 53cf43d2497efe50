import type { kiosks as english } from '../en/kiosks.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

export const kiosks: Like<typeof english> = {
  title: 'Kassen',
  key: 'Andere Kassen dieses Hauses',
  back: 'Zurück',
  onlyManagers: 'Nur eine Leitung kann Kassen aufnehmen oder ausschließen.',

  closed: 'Diese Kasse verkauft für sich allein.',
  closedWhy:
    'Öffnen Sie das Haus, dann können andere Kassen im selben Netz neben dieser verkaufen: dieselben Plätze, dieselben Bestellungen, kein Platz doppelt.',
  open: 'Das Haus für andere Kassen öffnen',
  close: 'Für andere Kassen schließen',
  closeAsk:
    'Das Haus für andere Kassen schließen? Wer verbunden ist, verkauft sofort nichts mehr. Sobald es wieder offen ist, geht es weiter.',
  closeYes: 'Ja, schließen',
  opened: 'Andere Kassen erreichen dieses Haus unter',
  noNetwork: 'Dieser Rechner hat keine Adresse, die ein anderer erreichen könnte. Verbinden Sie ihn mit dem Netz.',

  newCode: 'Code zeigen',
  endCode: 'Code zurückziehen',
  codeTitle:
    'Drücken Sie an der anderen Kasse Umschalt F2 und wählen Sie „Dem Haus einer anderen Kasse beitreten“. Dort geben Sie ein:',
  address: 'Adresse',
  code: 'Code',
  codeLeft: (left, tries) =>
    `Noch ${left} gültig, für eine Kasse. Noch ${plural(tries, { one: 'ein Versuch', other: `${tries} Versuche` })}.`,
  used: (name) => `${name} gehört jetzt zu diesem Haus.`,
  expired: 'Der Code wurde nicht rechtzeitig eingegeben. Zeigen Sie einen neuen, wenn Sie so weit sind.',
  triedOut: 'Der Code wurde fünfmal falsch eingegeben und gilt nicht mehr. Zeigen Sie einen neuen.',

  machines: 'Bisher aufgenommen',
  nobody: 'Noch keine andere Kasse. Zeigen Sie einen Code, um eine aufzunehmen.',
  roles: { kiosk: 'Kasse', 'patron-server': 'Server für Gäste', reader: 'Leser' },
  since: (day) => `seit ${day}`,
  connected: 'Verbunden',
  away: 'Nicht verbunden',
  revoke: 'Ausschließen',
  keyRevoke: 'Diesen Rechner ausschließen',
  keyNext: 'Nächster Rechner',
  keyPrevious: 'Voriger Rechner',
  revokeAsk: (name) => `${name} ausschließen? Die Verbindung endet sofort, und ihr Schlüssel gilt nie wieder.`,
  revokeWhy:
    'Wurde der Rechner gestohlen oder verkauft, ändern Sie auch die Geheimnisse, die er kannte: siehe „Several kiosks“ im Handbuch.',
  revokeYes: 'Ja, ausschließen',
  revoked: (name) => `${name} ist ausgeschlossen.`,
  cancel: 'Abbrechen',

  join: 'Dem Haus einer anderen Kasse beitreten',
  joinTitle: 'Dem Haus einer anderen Kasse beitreten',
  joinWhy:
    'An der anderen Kasse öffnet eine Leitung mit Umschalt F2 das Haus und lässt einen Code zeigen. Was diese Kasse für sich verkauft hat, bleibt hier und erscheint wieder, wenn Sie jenes Haus verlassen.',
  name: 'Wie diese Kasse heißen soll',
  need: {
    address: 'Geben Sie die Adresse ein, die die andere Kasse zeigt.',
    code: 'Geben Sie den Code ein, den die andere Kasse zeigt.',
    name: 'Geben Sie einen Namen ein, etwa „Foyer“.',
  },
  joinYes: 'Beitreten',
  joining: 'Tritt bei …',

  joined: (address, name) => `Diese Kasse verkauft für das Haus unter ${address}, als ${name}.`,
  joinedSince: (day) => `Beigetreten am ${day}. Ausschließen kann sie dort eine Leitung.`,
  leave: 'Dieses Haus verlassen',
  leaveAsk:
    'Dieses Haus verlassen? Diese Kasse verkauft dann wieder für sich, mit dem, was sie vorher hatte. Um zurückzukehren, braucht sie einen neuen Code.',
  leaveYes: 'Ja, verlassen',
  pin: 'PIN einer Leitung',
  pinWhy:
    'Das Haus ist nicht zu erreichen und kann nicht sagen, wer das darf. Eine Leitung, die diese Kasse kennt, kann es.',
  revokedTitle: 'Das Haus hat diese Kasse ausgeschlossen. Sie verkauft nichts.',
  revokedWhy:
    'Fragen Sie eine Leitung an der ersten Kasse des Hauses. Um dort wieder zu verkaufen, treten Sie mit einem neuen Code bei; oder verlassen Sie das Haus.',
  revokedLine: 'Vom Haus ausgeschlossen: siehe ⇧F2',
  elsewhere: 'Diese Kasse nutzt ein Log, das mit NATS_URL eingerichtet ist. Wer das tat, nimmt andere Kassen auf.',
  starting: 'Das Haus öffnet …',

  problems: {
    'needs-pin': 'Geben Sie die PIN einer Leitung dieses Hauses ein.',
    'wrong-pin': 'Das ist nicht die PIN einer Leitung, die diese Kasse kennt.',
    'port-taken':
      'Der Port für andere Kassen ist von einem anderen Programm belegt. Setzen Sie FULL_HOUSE_LOG_PORT auf einen anderen.',
    'house-closed': 'Das Haus ist für andere Kassen geschlossen. Öffnen Sie es zuerst.',
    'join-bad-address':
      'Das ist keine Adresse. Geben Sie sie ein, wie die andere Kasse sie zeigt, etwa 192.168.1.20:4681.',
    'join-bad-code': 'Ein Code hat zwölf Buchstaben und Ziffern in Vierergruppen. Sehen Sie noch einmal hin.',
    'join-unreachable':
      'Unter dieser Adresse antwortet niemand. Prüfen Sie sie, das Netz und ob eine Firewall am anderen Rechner den Port durchlässt.',
    'join-no-house':
      'Was dort antwortet, ist kein Haus, oder es brach ab. Prüfen Sie die Adresse und versuchen Sie es wieder.',
    'join-no-code': 'Dort ist kein Code offen: Er ist verwendet oder abgelaufen. Lassen Sie einen neuen zeigen.',
    'join-wrong-code': 'Das ist nicht der Code. Nach fünf falschen gilt er nicht mehr.',
    'join-not-genuine':
      'Wer dort antwortet, kennt den Code nicht. Versuchen Sie es in diesem Netz nicht noch einmal, bevor es jemand geprüft hat.',
  },
};
