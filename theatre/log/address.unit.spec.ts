import { describe, expect, it } from 'vitest';
import { addressFromUrl, printable } from './address.ts';

describe('NATS_URL', () => {
  it.each([
    ['nats://localhost:4222', { servers: ['nats://localhost:4222'] }],
    ['localhost', { servers: ['nats://localhost:4222'] }],
    ['tls://a.example:5000', { servers: ['tls://a.example:5000'] }],
    ['nats://me:p%40ss@a:1, nats://b:2', { servers: ['nats://a:1', 'nats://b:2'], user: 'me', pass: 'p@ss' }],
    ['nats://[::1]:4222', { servers: ['nats://[::1]:4222'] }],
  ])('%s', (url, address) => expect(addressFromUrl(url)).toEqual(address));

  it.each(['', ' , ', 'http://a', 'nats://', 'nats://a:99999', 'nats://a b'])(
    '%j is refused with an example',
    (url) => {
      expect(() => addressFromUrl(url)).toThrow(/NATS_URL.*nats:\/\/user:password@host:4222/);
    },
  );

  it('never shows its password', () => {
    expect(printable(addressFromUrl('nats://me:secret@a:1'))).toBe('nats://a:1');
    expect(() => addressFromUrl('nats://me:secret@')).toThrow(
      expect.not.objectContaining({ message: /secret/ }) as Error,
    );
  });
});
