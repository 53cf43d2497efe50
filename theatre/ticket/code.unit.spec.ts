import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase32, fromBase32 } from './base32.ts';
import { looksLikeTicket, readTicket, signTicket, type Ticket } from './code.ts';
import { publicKeyPem, readPublicKey, ticketKeys } from './keys.ts';

const { privateKey, publicKey } = ticketKeys('a secret of this house, long enough');

const ticket: Ticket = { screeningId: 'the-tempest-4f6a9b0c1d', order: '7K3M-XY2Q', seatId: 'C-B5', issue: 1 };

const letters = (alphabet: string, most: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: 1, maxLength: most });
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('');
const signs = fc.string({ unit: fc.constantFrom(...SIGNS), minLength: 8, maxLength: 8 });
const tickets: fc.Arbitrary<Ticket> = fc.record({
  screeningId: letters('abcdefghijklmnopqrstuvwxyz0123456789-', 40),
  order: signs.map((text) => `${text.slice(0, 4)}-${text.slice(4)}`),
  seatId: fc
    .tuple(letters('ABCXYZ', 4), letters('ABCXYZ', 2), fc.integer({ min: 1, max: 999 }))
    .map(([section, row, column]) => `${section}-${row}${column}`),
  issue: fc.integer({ min: 1, max: 999_999 }),
});

describe('a ticket’s code', () => {
  test('says what the ticket says, to whoever has the public key', () => {
    fc.assert(
      fc.property(tickets, (some) => {
        expect(readTicket(signTicket(some, privateKey), publicKey)).toEqual({ ticket: some });
      }),
      { numRuns: 200 },
    );
  });

  test('is short, and in the signs that a QR code packs densely', () => {
    const code = signTicket(ticket, privateKey);
    expect(code).toMatch(/^[0-9A-Z.-]+$/);
    // 154 such signs are what a code of 41 modules holds with the usual correction.
    expect(code.length).toBeLessThanOrEqual(154);
    expect(signTicket(ticket, privateKey), 'always the same').toBe(code);
  });

  test('is refused with any sign changed, left out or doubled', () => {
    const code = signTicket(ticket, privateKey);
    const others = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-_ ſıß'.split('');
    for (let at = 0; at < code.length; at++) {
      const [head, tail] = [code.slice(0, at), code.slice(at + 1)];
      const forged = [...others.map((sign) => head + sign + tail), head + tail, `${head}${code[at]}${code[at]}${tail}`];
      expect(forged.filter((text) => text !== code && 'ticket' in readTicket(text, publicKey))).toEqual([]);
    }
  });

  test('is refused when signed by another house, or for another ticket', () => {
    const other = ticketKeys('a secret of another house, as long');
    expect(readTicket(signTicket(ticket, other.privateKey), publicKey)).toEqual({ problem: 'not-genuine' });
    const signature = signTicket(ticket, privateKey).split('.').at(-1) ?? '';
    const better = signTicket({ ...ticket, seatId: 'C-A1' }, privateKey)
      .split('.')
      .slice(0, -1);
    expect(readTicket([...better, signature].join('.'), publicKey)).toEqual({ problem: 'not-genuine' });
  });

  test('is read as scanners and people hand it in', () => {
    const code = signTicket(ticket, privateKey);
    expect(readTicket(`  ${code.toLowerCase()}\r\n`, publicKey)).toEqual({ ticket });
    expect(looksLikeTicket(` ${code.toLowerCase()}`)).toBe(true);
    expect(looksLikeTicket('7K3M-XY2Q C-B5')).toBe(false);
  });

  test('any other text is no ticket', () => {
    const texts = ['', 'FH1', 'C-B5', 'https://example.org/', '7K3M-XY2Q C-B5', 'F'.repeat(100_000)];
    for (const text of texts) expect(readTicket(text, publicKey)).toEqual({ problem: 'no-ticket' });
    expect(readTicket('FH1.', publicKey)).toEqual({ problem: 'not-genuine' });
    expect(readTicket(signTicket(ticket, privateKey).replace('FH1', 'FH2'), publicKey)).toEqual({
      problem: 'newer-form',
    });
    fc.assert(fc.property(fc.string(), (text) => 'problem' in readTicket(text, publicKey)));
  });

  test('what no ticket can say is a bug', () => {
    for (const wrong of [
      { issue: 0 },
      { seatId: 'b5' },
      { order: 'XXXX' },
      { screeningId: 'A' },
      { screeningId: '' },
    ]) {
      expect(() => signTicket({ ...ticket, ...wrong }, privateKey)).toThrow('no ticket can say');
    }
  });
});

describe('the keys', () => {
  test('follow from the secret, and the public one goes through a file', () => {
    const again = readPublicKey(publicKeyPem(ticketKeys('a secret of this house, long enough').publicKey));
    expect(again?.equals(publicKey)).toBe(true);
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const text of ['', 'hello', secret]) expect(readPublicKey(text)).toBeUndefined();
  });
});

test('base32 is one text for any bytes, and bytes for that text alone', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = toBase32(bytes);
      expect(fromBase32(text)).toEqual(bytes);
    }),
  );
  expect(toBase32(new Uint8Array(64))).toHaveLength(103);
  const padded = toBase32(new Uint8Array(64)).slice(0, -1);
  expect(['1', '7', 'U', 'o'].map((last) => fromBase32(padded + last))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
