/** The code that is read off one screen and typed into another: 60 random bits in Crockford's base 32. */
import { randomInt } from 'node:crypto';

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** Twelve signs in groups of four. */
export function newCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return signs.replace(/.{4}(?=.)/g, '$&-');
}

/** The twelve signs of what somebody typed, with whatever between them; undefined when it cannot be a code. */
export function readCode(typed: string): string | undefined {
  const signs = typed
    .toUpperCase()
    .replace(/[\s\-–—.]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return new RegExp(`^[${SIGNS}]{${LENGTH}}$`).test(signs) ? signs : undefined;
}
