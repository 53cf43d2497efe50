import type { printing as english } from '../en/printing.ts';
import type { Like } from '../like.ts';

export const printing: Like<typeof english> = {
  label: 'Karten',
  print: 'Karten drucken',
  printDoes: 'Die Karten des letzten Verkaufs drucken',
  again: 'Noch einmal drucken',
  againNote: 'Die zuvor gedruckten sind dann ungültig.',
  save: 'Als PDF speichern',
  busy: 'Wird gedruckt …',
  printed: (printer) => `An ${printer} geschickt.`,
  out: (printer) => `Von ${printer} gedruckt.`,
  reprinted: (issue) => `Es ist Ausgabe ${issue}; die früheren sind ungültig.`,
  systemSays: (said) => `Das System meldet: ${said}`,
  saved: (path) => `Gespeichert unter ${path}.`,
  settings: 'Drucker',
  printer: 'Drucker dieser Kasse',
  systemDefault: 'Der Standard des Systems',
  gone: (name) => `${name} (zurzeit nicht da)`,
  paper: 'Papier',
  papers: { a6: 'A6-Blatt, 105 × 148 mm', roll: 'Rolle, 80 mm' },
  earlier: {
    void: 'Die zuvor gedruckten Karten sind trotzdem schon ungültig. Drucken Sie noch einmal; geht das nicht, lässt der Einlass nach getippter Bestellnummer mit Platz ein.',
    unknown:
      'Das Log hat nicht rechtzeitig geantwortet: Ob die zuvor gedruckten Karten noch gelten, ist nicht bekannt. Gedruckt wurde nichts. Drucken Sie noch einmal; was dann herauskommt, gilt.',
  },
  problems: {
    'printer-paused':
      'Die Warteschlange des Druckers ist angehalten; von hier wartet nichts darin. Setzen Sie sie in den Druckereinstellungen des Systems fort, dann drucken Sie noch einmal; oder speichern Sie die Karten als PDF.',
    'printer-closed':
      'Der Drucker nimmt zurzeit keine Aufträge an. Lassen Sie ihn in den Druckereinstellungen des Systems wieder welche annehmen, wählen Sie einen anderen, oder speichern Sie die Karten als PDF.',
    'out-of-paper':
      'Der Drucker hat kein Papier, und die Karten wurden von ihm zurückgenommen. Legen Sie Papier ein, dann drucken Sie noch einmal.',
    'printer-fault':
      'Der Drucker steht: Sehen Sie nach einem Papierstau oder einer offenen Klappe. Die Karten wurden von ihm zurückgenommen; drucken Sie danach noch einmal.',
    'no-printer':
      'Dieser Rechner hat keinen Drucker, oder sein Druckdienst läuft nicht. Richten Sie einen ein, oder speichern Sie die Karten als PDF.',
    'printer-gone': 'Der Drucker dieser Kasse ist nicht da. Schalten Sie ihn ein, oder wählen Sie einen anderen.',
    'not-printed':
      'Der Drucker hat die Karten nicht angenommen. Sehen Sie nach ihm, dann drucken Sie noch einmal; oder speichern Sie sie als PDF.',
    'server-away': 'Der eigene Server des Hauses antwortet nicht. Versuchen Sie es gleich noch einmal.',
  },
};
