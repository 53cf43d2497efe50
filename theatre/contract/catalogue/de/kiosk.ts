import type { kiosk as english } from '../en/kiosk.ts';
import type { Like } from '../like.ts';

export const kiosk: Like<typeof english> = {
  listKeys: 'Die Tasten zeigen',
  changeLanguage: 'Die Sprache dieses Bildschirms wechseln',
  keys: 'Tasten',
  close: 'Schließen',
  space: 'Leertaste',
  log: {
    connected: 'Log verbunden',
    starting: 'Das Log startet …',
    lostSince: (time) => `Log weg seit ${time}: Bis es zurück ist, wird nichts verkauft`,
    replaced: 'Das Log wurde ausgetauscht: Full House beenden und neu starten',
    failed: (problem) => `Das Log lässt sich nicht öffnen, es kann nichts verkauft werden. Für die Technik: ${problem}`,
  },
  patrons: {
    starting: 'Der Server für die Gäste startet …',
    openAt: 'Für die Gäste offen unter',
    down: (problem) =>
      problem === ''
        ? 'Für die Gäste geschlossen, öffnet wieder.'
        : `Für die Gäste geschlossen, öffnet wieder. Für die Technik: ${problem}`,
  },
  feed: {
    heading: 'Was geschieht',
    nothing: 'Noch nichts. Jede Wahl und jeder Verkauf erscheint hier.',
    newestFirst: 'Neuestes zuerst',
  },
  viewers: {
    heading: 'Wer schaut',
    nobody: 'Niemand schaut gerade.',
    label: 'Wer gerade schaut',
    you: '(Sie)',
    more: (count) => `und ${count} weitere`,
  },
  link: {
    finding: 'Die Adresse wird gesucht …',
    code: 'QR-Code der Seite für die Gäste',
    notReachable:
      'Handys können dies nicht öffnen: Es gibt kein Netz, oder der Server soll nur auf diesem Rechner lauschen.',
    copy: 'Adresse kopieren',
    copied: 'Kopiert',
  },
  map: {
    label: 'Saalplan',
    seatsOf: (house) => `Plätze von ${house}. Pfeiltasten wechseln zwischen ihnen.`,
    move: 'Zwischen den Plätzen wechseln',
    choose: 'Den Platz wählen oder zurückgeben',
    story: 'Geschichte des Platzes',
    size: 'Größe des Plans',
    larger: 'Plan größer',
    smaller: 'Plan kleiner',
    legend: 'Was die Plätze bedeuten',
    prices: 'Preise',
    status: {
      available: 'Frei',
      selected: 'Ihre',
      other_selected: 'Reserviert',
      booked: 'Verkauft',
      withheld: 'Gesperrt',
    },
  },
  fileFaults: {
    'disk-full': 'Die Platte ist voll',
    'may-not-write': 'Dort darf nichts geschrieben werden',
    'no-folder': 'Den Ordner gibt es nicht',
    'is-folder': 'Es gibt dort einen Ordner mit diesem Namen',
    'disk-fault': 'Die Platte hat einen Fehler',
  },
  notWritten: (problem) => `Die Datei ließ sich nicht schreiben: ${problem}. Wählen Sie einen anderen Ort.`,
  cannotOpen: 'Full House kann nicht öffnen',
  cannotOpenTodo: (problem) => `Fragen Sie, wer diesen Rechner betreut, und sagen Sie:\n\n${problem}`,
  problems: {
    'page-not-printed':
      'Der Drucker hat die Seite nicht angenommen. Sehen Sie nach ihm, dann drucken Sie noch einmal; oder speichern Sie sie als PDF.',
    'too-many-seats': 'Das sind mehr Plätze, als ein Verkauf fasst. Buchen Sie erst die gewählten.',
    'nothing-selected': 'Es sind keine Plätze gewählt. Wählen Sie zuerst Plätze auf dem Plan.',
    'sales-suspended': 'Der Verkauf dieser Vorstellung ist angehalten: Bis er weitergeht, lässt sich nichts verkaufen.',
    'unknown-screening': 'Diese Vorstellung gibt es nicht. Mit Esc kommen Sie zur Liste aller Vorstellungen.',
    'unknown-house': 'Diesen Saal gibt es nicht. Wählen Sie einen anderen.',
    'log-unreachable':
      'Das Log antwortet nicht, und nichts wurde geändert. Versuchen Sie es wieder, wenn unten „verbunden“ steht.',
    unsettled:
      'Das Log hat nicht rechtzeitig geantwortet; noch ist nicht bekannt, ob es geklappt hat. Warten Sie, bis der Bildschirm es zeigt.',
    'patrons-down':
      'Der Server für die Gäste ist nicht offen, darum gibt es keine Adresse. Versuchen Sie es gleich wieder.',
    'export-running': 'Es läuft schon ein Export. Warten Sie darauf oder brechen Sie ihn ab.',
    'night-unreachable':
      'Das Log antwortet nicht, darum ist der Abend nicht zu lesen. Versuchen Sie es wieder, wenn unten „verbunden“ steht.',
    malformed: 'Etwas daran wurde nicht verstanden. Prüfen Sie die Eingabe.',
    'not-ready': 'Das Haus öffnet noch. Versuchen Sie es gleich wieder.',
    bug: 'Das hat wegen eines Programmfehlers nicht geklappt. Ohne Bestellnummer ist nichts verkauft.',
  },
};
