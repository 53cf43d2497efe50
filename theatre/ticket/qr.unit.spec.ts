import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrCode } from './qr.ts';

test('a QR code is drawn as runs of dark modules within its side', () => {
  const { size, path } = qrCode('http://192.168.7.20:4680/screenings/the-tempest-d241c7d7d6');
  expect((size - 17) % 4).toBe(0);
  // The corner of every QR code: a dark run of seven modules.
  expect(path.startsWith('M0 0h7v1h-7z')).toBe(true);
  for (const [, column, row, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    expect(Number(column) + Number(width)).toBeLessThanOrEqual(size);
    expect(Number(row)).toBeLessThan(size);
  }
});

test.each([
  'FH1.THE-TEMPEST-4F6A.7K3MXY2Q.C-B5.1.' + '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.repeat(4).slice(0, 103),
  'https://tickets.example.org/screenings/the-tempest-d241c7d7d6?from=Straße',
])('what it says is read back from the picture: %s', (text) => {
  const { size, path } = qrCode(text);
  const [scale, quiet] = [4, 4];
  const side = (size + 2 * quiet) * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, column, row, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let y = 0; y < scale; y++) {
      for (let x = 0; x < Number(width) * scale; x++) {
        const at = ((Number(row) + quiet) * scale + y) * side + (Number(column) + quiet) * scale + x;
        data.set([0, 0, 0], at * 4);
      }
    }
  }
  expect(decodeQR({ width: side, height: side, data })).toBe(text);
});
