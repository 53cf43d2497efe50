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
