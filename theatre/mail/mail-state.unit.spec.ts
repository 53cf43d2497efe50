import { expect, test } from 'vitest';
import type { MailEvent } from '../contract/log-mail.ts';
import { encodeMailEvent, parseMailEvent } from '../contract/log-mail.ts';
import { evolveMail, unmailed, type MailState } from './mail-state.ts';

type Told = MailEvent extends infer E
  ? E extends MailEvent
    ? Omit<E, 'version' | 'order' | 'screeningId'>
    : never
  : never;

function after(...told: readonly Told[]): MailState {
  return told.reduce<MailState>((state, one, index) => {
    const event = { ...one, version: 1, order: 'ABCD-EFGH', screeningId: 'tempest' } as MailEvent;
    expect(parseMailEvent('theatre.mail.ABCD-EFGH', encodeMailEvent(event))).toEqual({ event });
    return evolveMail(state, { sequence: index + 1, at: index + 1, event });
  }, unmailed);
}

const begun = { type: 'mail-begun', attempt: 'a', copy: 1, until: 99 } as const;
const asked = { type: 'mail-asked', by: 'staff' } as const;

test.each<[string, readonly Told[], Partial<MailState>]>([
  ['nothing said', [], { status: 'none', copy: 1 }],
  ['begun', [begun], { status: 'begun', attempt: 'a', until: 99 }],
  ['accepted', [begun, { type: 'mail-accepted', attempt: 'a' }], { status: 'accepted', copy: 1 }],
  [
    'deferred',
    [begun, { type: 'mail-deferred', attempt: 'a', problem: 'full' }],
    { status: 'waiting', problem: 'full' },
  ],
  ['refused', [{ type: 'mail-refused', problem: 'gone' }], { status: 'refused', problem: 'gone' }],
  ['lost', [begun, { type: 'mail-lost', attempt: 'a' }], { status: 'unknown' }],
  [
    'lost and then known after all',
    [begun, { type: 'mail-lost', attempt: 'a' }, { type: 'mail-accepted', attempt: 'a' }],
    { status: 'accepted' },
  ],
  ['the word of another attempt', [begun, { type: 'mail-lost', attempt: 'b' }], { status: 'begun' }],
  ['asked for while it is on its way', [begun, asked], { status: 'begun' }],
  [
    'asked for again: another copy',
    [begun, { type: 'mail-accepted', attempt: 'a' }, asked],
    { status: 'waiting', copy: 2 },
  ],
  [
    'asked for when it may have been sent: the same copy',
    [begun, { type: 'mail-lost', attempt: 'a' }, asked],
    { status: 'waiting', copy: 1 },
  ],
  ['asked for to another address', [{ ...asked, to: 'b@c.example' }, begun], { status: 'begun', to: 'b@c.example' }],
  ['put back from a copy', [{ type: 'mail-skipped' }], { status: 'skipped' }],
])('%s', (_, told, state) => {
  expect(after(...told)).toMatchObject(state);
});
