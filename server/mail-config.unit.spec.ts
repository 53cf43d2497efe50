import { describe, expect, test } from 'vitest';
import { readMailConfig } from './mail-config.ts';

const FULL_HOUSE_MAIL_FROM = 'Full House <box@house.example>';
const read = (env: Record<string, string>) => readMailConfig({ FULL_HOUSE_MAIL_FROM, ...env });

describe('the mail server', () => {
  test('is none where none is named', () => {
    expect(readMailConfig({})).toBeUndefined();
    expect(readMailConfig({ SMTP_URL: ' ' })).toBeUndefined();
  });

  test.each([
    ['smtp://mail.example', { host: 'mail.example', port: 587, secure: false, user: undefined, tls: 'auto' }],
    ['smtps://mail.example', { port: 465, secure: true }],
    ['smtp://[::1]:2525/', { host: '::1', port: 2525 }],
    // Whoever has a password sends it over TLS alone, but to this very machine.
    ['smtp://box:p%40ss%2F%25@mail.example:25', { user: 'box', pass: 'p@ss/%', port: 25, tls: 'required' }],
    ['smtp://box:pass@127.0.0.1:1025', { tls: 'auto' }],
  ])('%s is read', (SMTP_URL, expected) => {
    expect(read({ SMTP_URL })).toMatchObject(expected);
  });

  test('writes as whom it is told, else as its user', () => {
    const SMTP_URL = 'smtp://box@house.example:x@localhost'.replace('@', '%40');
    expect(readMailConfig({ SMTP_URL })?.from).toEqual({ name: 'Full House', address: 'box@house.example' });
    expect(readMailConfig({ SMTP_URL, FULL_HOUSE_MAIL_FROM: 'a@b.example' })?.from.address).toBe('a@b.example');
    expect(readMailConfig({ SMTP_URL, FULL_HOUSE_MAIL_FROM: '"Die Bühne" <a@b.example>' })?.from).toEqual({
      name: 'Die Bühne',
      address: 'a@b.example',
    });
  });

  test.each([
    [{ SMTP_URL: 'mail.example:25' }, /SMTP_URL .*smtp:\/\/user/],
    [{ SMTP_URL: 'https://box:hunter2@mail.example' }, /SMTP_URL is of another kind/],
    [{ SMTP_URL: 'smtp://box:hunter2/@mail.example' }, /SMTP_URL cannot be read/],
    [{ SMTP_URL: 'smtp://:hunter2@mail.example' }, /SMTP_URL has a password and no user/],
    [{ SMTP_URL: 'smtp://box:hunter2@mail.example/?a=b' }, /SMTP_URL has more than/],
    [{ SMTP_URL: 'smtp://box:hunter2%@mail.example' }, /write %25/],
    [{ SMTP_URL: 'smtp://mail.example', FULL_HOUSE_MAIL_FROM: '' }, /FULL_HOUSE_MAIL_FROM is missing/],
    [{ SMTP_URL: 'smtp://mail.example', FULL_HOUSE_MAIL_FROM: 'box' }, /FULL_HOUSE_MAIL_FROM must be/],
    [{ FULL_HOUSE_MAIL_FROM: 'A\nBcc: x@y.example <a@b.example>' }, /FULL_HOUSE_MAIL_FROM must be/],
    [{ FULL_HOUSE_SMTP_TLS: 'maybe' }, /FULL_HOUSE_SMTP_TLS must be one of/],
  ])('%j is refused with what to write, and without the password', (env, message) => {
    expect(() => read(env)).toThrow(message);
    expect(() => read(env)).not.toThrow(/hunter2/);
  });
});
