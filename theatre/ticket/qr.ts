import qrcode from 'qrcode';

export interface QrCode {
  /** Side in modules, without the quiet margin of four that belongs around it. */
  readonly size: number;
  /** The dark modules as an SVG path, with a rectangle for each run in a row. */
  readonly path: string;
}

/** The QR code of a text. */
export function qrCode(text: string): QrCode {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!modules.get(row, column)) continue;
      let end = column;
      while (end < size && modules.get(row, end)) end++;
      path += `M${column} ${row}h${end - column}v1h${column - end}z`;
      column = end;
    }
  }
  return { size, path };
}
