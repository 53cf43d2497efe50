import { expect, test } from 'vitest';
import { Sessions } from './session.ts';

const sessions = new Sessions('a key of more than thirty-two characters');

test('a cookie answers with the viewer it was made for, on every server with the key', () => {
  const { value, viewerId } = sessions.create();
  expect(sessions.viewerOf(value)).toBe(viewerId);
  expect(new Sessions('a key of more than thirty-two characters').viewerOf(value)).toBe(viewerId);
  expect(new Sessions('another key of more than thirty-two characters').viewerOf(value)).toBeUndefined();
});

test('the viewer id tells nothing of the cookie, and is one that the log takes', () => {
  for (let made = 0; made < 200; made++) {
    const { value, viewerId } = sessions.create();
    expect(viewerId).toMatch(/^[A-Za-z0-9_-]{16}$/);
    expect(value).not.toContain(viewerId);
  }
});

test('nobody else makes a cookie', () => {
  const { value, viewerId } = sessions.create();
  const [secret = '', signature = ''] = value.split('.');
  const forged = [undefined, '', '.', secret, `${secret}.`, `.${signature}`, `x${value}`, `${value}x`, viewerId];
  for (const text of [...forged, `${viewerId}.${signature}`, 'x'.repeat(100_000)]) {
    expect(sessions.viewerOf(text)).toBeUndefined();
  }
});

test('what is derived differs by purpose and by where its parts end', () => {
  const of = (purpose: string, ...parts: string[]) => sessions.derive(purpose, ...parts).toString('hex');
  expect(of('order', 'ab', 'c')).toBe(of('order', 'ab', 'c'));
  expect(new Set([of('order', 'ab', 'c'), of('order', 'a', 'bc'), of('other', 'ab', 'c')]).size).toBe(3);
});
