import { describe, expect, test } from 'vitest';
import { callNames, type CallName } from '../../theatre/contract/ipc.ts';
import { answerCall, done, type Caller, type Handlers } from './calls.ts';

const ORIGIN = 'app://full-house';
const open = { refusal: () => undefined, through: async <T>(_: CallName, run: () => T | Promise<T>) => run() };
const page: Caller = { url: `${ORIGIN}/index.html`, parent: null };

/** A door whose handlers only note that they were asked, and how. */
function door(handler: (request: unknown) => unknown = () => done(null)) {
  const asked: [CallName, unknown][] = [];
  const bugs: unknown[] = [];
  const handlers = Object.fromEntries(
    callNames.map((name) => [
      name,
      (request: unknown) => {
        asked.push([name, request]);
        return handler(request);
      },
    ]),
  ) as unknown as Handlers;
  const call = (name: CallName, caller: Caller | null, ...args: unknown[]) =>
    answerCall({ handlers, origin: ORIGIN, gate: open, onBug: (_, error) => bugs.push(error) }, name, caller, args);
  return { call, asked, bugs };
}

const refusedAs = (reason: string) => ({ done: false, problem: { reason, seats: [] } });

describe('a call from the window', () => {
  test('reaches its handler with what it carries', async () => {
    const { call, asked } = door();
    const request = { screeningId: 'hamlet-1', seatId: 'C-B5' };
    expect(await call('toggle', page, request)).toEqual(done(null));
    expect(asked).toEqual([['toggle', request]]);
  });

  test.each<[string, Caller | null]>([
    ['a frame inside the page', { url: `${ORIGIN}/index.html`, parent: {} }],
    ['another origin', { url: 'https://example.org/index.html', parent: null }],
    ['an origin that begins like ours', { url: 'app://full-house.example.org/index.html', parent: null }],
    ['a file', { url: 'file:///index.html', parent: null }],
    ['a blank page', { url: 'about:blank', parent: null }],
    ['a window that is gone', null],
  ])('is refused unread from %s', async (_, caller) => {
    const { call, asked } = door();
    expect(await call('begin', caller)).toEqual(refusedAs('not-allowed'));
    expect(asked).toEqual([]);
  });

  const sale = {
    screeningId: 'hamlet-1',
    seatIds: ['C-B5'],
    total: 4800,
    tenders: [{ kind: 'cash', amount: 4800 }],
    name: 'Ada',
  };
  const show = { title: 'Hamlet', house: 'opera', startsAt: '2030-01-01T19:30:00Z', prices: {} };
  test.each<[string, CallName, unknown]>([
    ['nothing', 'toggle', undefined],
    ['null', 'toggle', null],
    ['a text', 'toggle', 'C-B5'],
    ['no seat', 'toggle', { screeningId: 'hamlet-1' }],
    ['a path for a seat', 'toggle', { screeningId: 'hamlet-1', seatId: '../../etc/passwd' }],
    ['a letter of another alphabet', 'toggle', { screeningId: 'hamlet-1', seatId: 'Ç-B5' }],
    ['10 kB for a seat', 'toggle', { screeningId: 'hamlet-1', seatId: 'C'.repeat(10_000) }],
    ['a path for a screening', 'toggle', { screeningId: '../hamlet', seatId: 'C-B5' }],
    ['too long an id', 'toggle', { screeningId: 'a'.repeat(41), seatId: 'C-B5' }],
    ['somebody else’s name', 'toggle', { screeningId: 'hamlet-1', seatId: 'C-B5', viewerId: 'somebody-else' }],
    ['something where nothing belongs', 'begin', {}],
    ['no frame', 'shown', { screeningId: 'hamlet-1', frame: 0 }],
    ['half a frame', 'shown', { screeningId: 'hamlet-1', frame: 1.5 }],
    ['no end of frames', 'shown', { screeningId: 'hamlet-1', frame: Number.POSITIVE_INFINITY }],
    ['less than no money', 'book', { ...sale, total: -1 }],
    ['money as text', 'book', { ...sale, total: '4800' }],
    ['no seats', 'book', { ...sale, seatIds: [] }],
    ['too many seats', 'book', { ...sale, seatIds: Array.from({ length: 101 }, (_, at) => `C-A${at + 1}`) }],
    ['a promise to pay', 'book', { ...sale, tenders: [{ kind: 'promise', amount: 4800 }] }],
    ['money that was not taken', 'book', { ...sale, tenders: [{ kind: 'cash', amount: -4800 }] }],
    [
      'the number of a card',
      'book',
      { ...sale, tenders: [{ kind: 'card', amount: 1, reference: '4111 1111 1111 1111' }] },
    ],
    ['a ticket that nobody sells', 'book', { ...sale, ticketTypes: { 'C-B5': 'dog' } }],
    ['a ticket for no seat', 'book', { ...sale, ticketTypes: { '../..': 'full' } }],
    ['no reason for a comp', 'book', { ...sale, comp: { reason: ' ' } }],
    ['a collection at no time', 'book', { ...sale, collectBy: 1.5 }],
    ['nobody for a party', 'claimBest', { screeningId: 'hamlet-1', seats: 0 }],
    ['no reason to withhold', 'withhold', { screeningId: 'hamlet-1', seatIds: ['C-B5'], kind: 'kill', reason: '' }],
    [
      'another reason of its own',
      'withhold',
      { screeningId: 'hamlet-1', seatIds: ['C-B5'], kind: 'mine', reason: 'x' },
    ],
    ['no name', 'book', { ...sale, name: '   ' }],
    ['a name that turns round', 'book', { ...sale, name: 'A\u202Eda' }],
    ['no e-mail address', 'book', { ...sale, email: 'nobody' }],
    ['no order reference', 'book', { ...sale, order: 'ABCD-EFGI' }],
    ['a buyer of its own', 'book', { ...sale, viewerId: 'somebody-else' }],
    ['a path for a house', 'createScreening', { ...show, house: '../opera' }],
    ['no date', 'createScreening', { ...show, startsAt: 'tomorrow' }],
    ['a price below nothing', 'createScreening', { ...show, prices: { a: -1 } }],
    ['a category that cannot be', 'createScreening', { ...show, prices: { A: 1 } }],
    ['an address with a query', 'patronLink', { screeningId: 'hamlet-1?x' }],
  ])('with %s is refused by %s', async (_, name, request) => {
    const { call, asked } = door();
    expect(await call(name, page, request)).toEqual(refusedAs('malformed'));
    expect(asked).toEqual([]);
  });

  test('is refused with more than one thing in it', async () => {
    const { call, asked } = door();
    expect(await call('begin', page, undefined, 'more')).toEqual(refusedAs('malformed'));
    expect(asked).toEqual([]);
  });

  test('is answered with a plain problem when a handler throws, and the fault is told to main alone', async () => {
    const fault = new Error('the secret path of a file');
    const { call, bugs } = door(() => {
      throw fault;
    });
    expect(await call('begin', page)).toEqual(refusedAs('bug'));
    expect(bugs).toEqual([fault]);
  });
});
