import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newCode, readCode } from './code.ts';
import { keyFromCode, newNonce, newSalt, proofOf, proves, seal, unseal, type Transcript } from './handshake.ts';
import { readAddress } from './join.ts';

const transcript = (): Transcript => ({
  hello: { v: 1, name: 'Foyer', publicKey: 'U', nonce: newNonce() },
  welcome: { nonce: newNonce(), salt: newSalt() },
  fingerprint: 'AA:BB',
});
const admission = { id: 'kiosk-1', role: 'kiosk', ca: '', servers: [], secrets: {} };

describe('a code', () => {
  it('is twelve signs in groups of four, and is read however it was typed', () => {
    for (let at = 0; at < 50; at++) {
      const code = newCode();
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      const mistaken = code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ');
      expect(readCode(mistaken)).toBe(code.replaceAll('-', ''));
    }
    fc.assert(
      fc.property(fc.string(), (text) => readCode(text) === undefined || /^\w{12}$/.test(readCode(text) ?? '')),
    );
    expect(readCode('ABCD-EFGH-JKM')).toBeUndefined();
    expect(readCode('ABCD-EFGH-JKMU')).toBeUndefined();
  });
});

describe('a proof', () => {
  it('is of one code, one side and one conversation over one certificate', async () => {
    const said = transcript();
    const key = await keyFromCode('ABCDEFGHJKMN', said.welcome.salt);
    const proof = proofOf(key, 'joiner', said);
    expect(proves(key, 'joiner', said, proof)).toBe(true);
    const others: Transcript[] = [
      { ...said, fingerprint: 'AA:BC' },
      { ...said, hello: { ...said.hello, publicKey: 'V' } },
      { ...said, hello: { ...said.hello, name: 'Bar' } },
      { ...said, hello: { ...said.hello, nonce: newNonce() } },
      { ...said, welcome: { ...said.welcome, nonce: newNonce() } },
    ];
    for (const other of others) expect(proves(key, 'joiner', other, proof)).toBe(false);
    expect(proves(key, 'house', said, proof)).toBe(false);
    expect(proves(await keyFromCode('ABCDEFGHJKMP', said.welcome.salt), 'joiner', said, proof)).toBe(false);
    for (const nonsense of [undefined, null, 1, '', 'x', proof.slice(1)])
      expect(proves(key, 'joiner', said, nonsense)).toBe(false);
  });

  it('seals what only the same conversation opens', async () => {
    const said = transcript();
    const key = await keyFromCode('ABCDEFGHJKMN', said.welcome.salt);
    const sealed = seal(key, said, admission);
    expect(unseal(key, said, sealed)).toEqual(admission);
    expect(() => unseal(key, transcript(), sealed)).toThrow();
    expect(() => unseal(key, said, `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`)).toThrow();
    expect(() => unseal(key, said, '')).toThrow();
  });
});

describe('an address', () => {
  it('has a port or the usual one', () => {
    expect(readAddress(' 192.168.1.5 ')).toEqual({ host: '192.168.1.5', port: 4681 });
    expect(readAddress('box-office.local:5000')).toEqual({ host: 'box-office.local', port: 5000 });
    expect(readAddress('[fd00::1]:5000')).toEqual({ host: 'fd00::1', port: 5000 });
    expect(readAddress('tls://10.0.0.1:4681')).toEqual({ host: '10.0.0.1', port: 4681 });
    for (const bad of ['', 'a b', 'a:0', 'a:1:2', 'a/b', 'a@b']) expect(readAddress(bad)).toBeUndefined();
  });
});
