/** The type that tickets are set in: of our own, since the fonts a PDF may take for granted have no Greek and no Cyrillic. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TicketFonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

let read: TicketFonts | undefined;

/** Beside the built server they are in `fonts`; run from source, where npm put them. */
export function ticketFonts(here = import.meta.dirname): TicketFonts {
  if (read) return read;
  const folders = [join(here, 'fonts'), join(here, '../../node_modules/dejavu-fonts-ttf/ttf')];
  const folder = folders.find((path) => existsSync(join(path, 'DejaVuSans.ttf')));
  if (folder === undefined)
    throw new Error(`the tickets' fonts are not in ${folders[0]}: was the server copied without them?`);
  return (read = {
    regular: readFileSync(join(folder, 'DejaVuSans.ttf')),
    bold: readFileSync(join(folder, 'DejaVuSans-Bold.ttf')),
  });
}
