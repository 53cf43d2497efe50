import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { catalogueOf } from '../theatre/contract/catalogue/index.ts';
import * as input from './input.ts';

const schemas = Object.entries(input as Readonly<Record<string, unknown>>).filter(
  (entry): entry is [string, z.ZodType] => typeof entry[1] === 'object' && entry[1] !== null && 'safeParse' in entry[1],
);
const { input: english } = catalogueOf('en');
const { input: german } = catalogueOf('de');

/** Values that are wrong in a way of their own, in every field that any schema has. */
const field = fc.constantFrom(
  ...'seatIds seats category accessible name email key title house startsAt prices tenders reason from to'.split(' '),
  ...'reprint paper issue code door q screening other'.split(' '),
);
const wrong = fc.oneof(
  fc.constantFrom('', 'x'.repeat(5000), -1, 1.5, 1e12, null, true, [], [7], { A: 1 }, { a: -1 }),
  fc.constant([{ kind: 'gold', amount: -1 }]),
  fc.anything(),
);

test.each(schemas)('%s says what is wrong in the language of whoever asks', (_, schema) => {
  fc.assert(
    fc.property(fc.dictionary(field, wrong), (body) => {
      const result = input.read(schema, body);
      for (const say of 'problem' in result ? Object.values(result.problem.fields ?? {}) : []) {
        expect(say).toBeTypeOf('function');
        if (typeof say === 'string') continue;
        const [en, de] = [say({ ...catalogueOf('en'), input: english }), say({ ...catalogueOf('de'), input: german })];
        expect(en).not.toBe(de);
        expect(en).not.toMatch(/Invalid|expected|received/);
      }
    }),
  );
});
