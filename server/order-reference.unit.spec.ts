import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderReference, parseOrderReference } from './order-reference.ts';

test('forty bits are eight characters that nobody misreads', () => {
  expect(orderReference(Uint8Array.of(0, 0, 0, 0, 0))).toBe('0000-0000');
  expect(orderReference(Uint8Array.of(255, 255, 255, 255, 255))).toBe('ZZZZ-ZZZZ');
  expect(orderReference(Uint8Array.of(0x08, 0x86, 0x42, 0x98, 0xe8))).toBe('1234-5678');
});

test('different bytes are different references, each readable again', () => {
  const bytes = fc.uint8Array({ minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const reference = orderReference(one);
      expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(parseOrderReference(reference)).toBe(reference);
      expect(orderReference(other) === reference).toBe(one.every((byte, at) => byte === other[at]));
    }),
  );
});

test.each([
  ['1234-5678', '1234-5678'],
  ['12345678', '1234-5678'],
  [' abcd efgh ', 'ABCD-EFGH'],
  ['ooil-0000', '0011-0000'],
])('what a person typed: %s', (typed, reference) => {
  expect(parseOrderReference(typed)).toBe(reference);
});

test.each(['', '1234', '1234-567U', '1234-56789', '../../etc', 'x'.repeat(10_000)])('%s is none', (typed) => {
  expect(parseOrderReference(typed)).toBeUndefined();
});
