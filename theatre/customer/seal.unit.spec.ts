import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person, SealedCustomer } from '../screening/events.ts';
import { newCustomerKey, seal, unseal, type SealedFor } from './seal.ts';

const person: fc.Arbitrary<Person> = fc
  .tuple(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.option(fc.emailAddress(), { nil: undefined }))
  .map(([name, email]) => (email === undefined ? { name } : { name, email }));
const of: fc.Arbitrary<SealedFor> = fc.record({
  screeningId: fc.stringMatching(/^[a-z0-9-]{1,20}$/),
  order: fc.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/),
});
const friday = { screeningId: 'friday', order: 'AAAA-BBBB' };
const zoe = { name: 'Zoë Ångström', email: 'zoe@example.org' };

const flipped = (customer: SealedCustomer, bit: number): SealedCustomer => {
  const bytes = Buffer.from(customer.sealed, 'base64url');
  const at = bit % (bytes.length * 8);
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
  return { ...customer, sealed: bytes.toString('base64url') };
};

describe('a sealed customer', () => {
  it('is the same person when it is opened, whoever that is', () => {
    fc.assert(
      fc.property(person, of, (who, where) => {
        const key = newCustomerKey();
        const sealed = seal(who, key, where);
        expect(Object.keys(sealed).sort()).toEqual(['key', 'sealed']);
        expect(unseal(sealed, key.secret, where)).toEqual(who);
      }),
    );
  });

  it('opens for nobody when any one bit of it is another', () => {
    fc.assert(
      fc.property(person, fc.nat(), (who, bit) => {
        const key = newCustomerKey();
        expect(unseal(flipped(seal(who, key, friday), bit), key.secret, friday)).toBeUndefined();
      }),
    );
  });

  it('opens for no other order, no other screening, with no other key and with none', () => {
    fc.assert(
      fc.property(person, of, of, (who, here, there) => {
        fc.pre(here.screeningId !== there.screeningId || here.order !== there.order);
        const key = newCustomerKey();
        const sealed = seal(who, key, here);
        expect(unseal(sealed, key.secret, there)).toBeUndefined();
        expect(unseal(sealed, newCustomerKey().secret, here)).toBeUndefined();
        expect(unseal(sealed, undefined, here)).toBeUndefined();
      }),
    );
  });

  it('tells nothing by its spelling: not the name, and hardly its length', () => {
    const key = newCustomerKey();
    const [short, long] = [
      seal({ name: 'Al' }, key, friday),
      seal({ name: 'Alexandra Featherstonehaugh' }, key, friday),
    ];
    expect(short.sealed).toHaveLength(long.sealed.length);
    expect(seal(zoe, key, friday).sealed).not.toBe(seal(zoe, key, friday).sealed);
    expect(JSON.stringify(seal(zoe, key, friday))).not.toMatch(/zoe|ngstr/i);
  });

  it('is nobody when what was sealed is no person', () => {
    const key = newCustomerKey();
    for (const other of [
      { name: 5 },
      { email: 'zoe@example.org' },
      { name: 'Zoë', email: { to: 'zoe@example.org' } },
    ]) {
      expect(unseal(seal(other as unknown as Person, key, friday), key.secret, friday)).toBeUndefined();
    }
  });

  it('is refused in another spelling of the same bytes, or as no text at all', () => {
    const key = newCustomerKey();
    const { sealed } = seal(zoe, key, friday);
    for (const other of [`${sealed}=`, `${sealed}A`, sealed.slice(0, 20), '', '####']) {
      expect(unseal({ sealed: other, key: key.id }, key.secret, friday)).toBeUndefined();
    }
  });
});

it('a customer of an older event is their own, with or without a key', () => {
  expect(unseal(zoe, undefined, friday)).toEqual(zoe);
  expect(unseal(zoe, newCustomerKey().secret, friday)).toEqual(zoe);
});
