/** Tickets from the counter: printing, keeping as a file, and which printer. */
export const printing = {
  label: 'Tickets',
  print: 'Print tickets',
  printDoes: 'Print the tickets of the sale just made',
  again: 'Print again',
  againNote: 'The ones printed before are void then.',
  save: 'Save as PDF',
  busy: 'Printing …',
  printed: (printer: string) => `Sent to ${printer}.`,
  out: (printer: string) => `Printed by ${printer}.`,
  reprinted: (issue: number) => `They are issue ${issue}; the earlier ones are void.`,
  systemSays: (said: string) => `The system says: ${said}`,
  saved: (path: string) => `Written to ${path}.`,
  settings: 'Printer',
  printer: 'Printer of this kiosk',
  systemDefault: 'The system’s default',
  gone: (name: string) => `${name} (not there now)`,
  paper: 'Paper',
  papers: { a6: 'A6 sheet, 105 × 148 mm', roll: 'Roll, 80 mm' },
  earlier: {
    void: 'The tickets printed before are void all the same. Print again; if that cannot be, the door lets this order in by its number and seats, typed.',
    unknown:
      'The log did not answer in time: it is not known whether the tickets printed before are void by now. Nothing was printed. Print again; the ones that come out are good.',
  },
  problems: {
    'printer-paused':
      'The printer’s queue is paused, and nothing is waiting in it from here. Resume it in the system’s printer settings, then print again; or save the tickets as a PDF.',
    'printer-closed':
      'The printer takes no jobs just now. Let it take them in the system’s printer settings, choose another printer, or save the tickets as a PDF.',
    'out-of-paper':
      'The printer is out of paper, and the tickets were taken back from it. Put paper in, then print again.',
    'printer-fault':
      'The printer has stopped: look for a jam or an open cover. The tickets were taken back from it; print again afterwards.',
    'no-printer':
      'This computer has no printer, or its printing service is not running. Add one in its settings, or save the tickets as a PDF.',
    'printer-gone': 'The printer of this kiosk is not there. Switch it on, or choose another.',
    'not-printed': 'The printer did not take the tickets. Look at it, then print again; or save them as a PDF.',
    'server-away': 'The house’s own server does not answer. Try again in a moment.',
  },
};
