import encodeQR from 'qr';

export interface QrCode {
  /** Side in modules, without the quiet margin of four that belongs around it. */
  readonly size: number;
  /** The dark modules as an SVG path, with a rectangle for each run in a row. */
  readonly path: string;
}

/** The QR code of a text. */
export function qrCode(text: string): QrCode {
  // The library always draws a margin; one module of it is taken off again.
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 1 }).slice(1, -1);
  const size = rows.length;
  const dark = (row: number, column: number): boolean => rows[row]?.[column + 1] === true;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!dark(row, column)) continue;
      let end = column;
      while (end < size && dark(row, end)) end++;
      path += `M${column} ${row}h${end - column}v1h${column - end}z`;
      column = end;
    }
  }
  return { size, path };
}
