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
  reprinted: (printer, issue) => `Als Ausgabe ${issue} an ${printer} geschickt; die früheren sind ungültig.`,
  saved: (path) => `Gespeichert unter ${path}.`,
  settings: 'Drucker',
  printer: 'Drucker dieser Kasse',
  systemDefault: 'Der Standard des Systems',
  gone: (name) => `${name} (zurzeit nicht da)`,
  paper: 'Papier',
  papers: { a6: 'A6-Blatt, 105 × 148 mm', roll: 'Rolle, 80 mm' },
  problems: {
    'no-printer': 'Dieser Rechner hat keinen Drucker. Richten Sie einen ein, oder speichern Sie die Karten als PDF.',
    'printer-gone': 'Der Drucker dieser Kasse ist nicht da. Schalten Sie ihn ein, oder wählen Sie einen anderen.',
    'not-printed':
      'Der Drucker hat die Karten nicht angenommen. Sehen Sie nach ihm, dann drucken Sie noch einmal; oder speichern Sie sie als PDF.',
    'server-away': 'Der eigene Server des Hauses antwortet nicht. Versuchen Sie es gleich noch einmal.',
  },
};
