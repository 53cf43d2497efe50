import { describe, expect, test } from 'vitest';
import type { StaffNotices } from '../../theatre/contract/ipc-orders.ts';
import { NoticesFeed } from './notices-feed.ts';
import { eventReader, type StreamListener } from './server-api.ts';

const soldOut = {
  id: 'sold-out hamlet',
  kind: 'sold-out',
  level: 'info',
  since: 1000,
  screening: { id: 'hamlet', title: 'Hamlet', startsAt: '2030-01-01T19:30:00Z' },
  held: 0,
  capacity: 67,
} as const;
const mailOff = { id: 'mail-off', kind: 'mail-off', level: 'info', since: 500 } as const;

/** A feed of a stream that says what a test makes it say. */
function listening() {
  let stream: StreamListener | undefined;
  const sent: StaffNotices[] = [];
  const follow = (_path: string, listener: StreamListener) => {
    stream = listener;
    return () => undefined;
  };
  const feed = new NoticesFeed({ follow }, (now) => sent.push(now));
  const begun = feed.begin();
  const say = (name: string, data: unknown) =>
    stream?.onEvent(name, typeof data === 'string' ? data : JSON.stringify(data));
  return { begun, feed, say, broken: () => stream?.onBroken(), sent };
}

describe('the notices of the server', () => {
  test('come whole at first, then one by one, each in place of what it was', () => {
    const { begun, say, sent, feed } = listening();
    expect(begun.reachable).toBe(false);
    say('connected', '');
    expect(sent).toEqual([]);
    say('notices', { notices: [mailOff], resolved: [] });
    say('notice', soldOut);
    say('notice', { ...soldOut, held: 2 });
    expect(sent.at(-1)).toMatchObject({ notices: [{ held: 2 }, { id: 'mail-off' }], reachable: true });
    say('resolved', { notice: soldOut, resolvedAt: 2000 });
    expect(sent.at(-1)).toMatchObject({ notices: [{ id: 'mail-off' }], resolved: [{ resolvedAt: 2000 }] });
    expect(feed.begin()).toBe(sent.at(-1));
  });

  test('stay as they were heard last while the server says nothing', () => {
    const { say, broken, sent } = listening();
    say('notices', { notices: [soldOut], resolved: [] });
    broken();
    expect(sent.at(-1)).toMatchObject({ notices: [{ id: soldOut.id }], reachable: false });
  });

  test.each([
    ['connected', ''],
    ['notice', '{'],
    ['notice', 'null'],
    ['notice', '{"kind":"of-a-newer-server"}'],
    ['notices', '[]'],
    ['resolved', '17'],
    ['else', '{}'],
  ])('pass over %s with %s', (name, data) => {
    const { say, sent } = listening();
    say(name, data);
    expect(sent).toEqual([]);
  });
});

test('a stream is read however it is cut', () => {
  const text =
    ': a beat\n\nevent: connected\nretry: 100\ndata:\n\nid: 7\nevent: notice\ndata: {"a":\ndata: 1}\n\ndata: plain\r\n\r\n';
  for (const size of [1, 7, text.length]) {
    const told: [string, string][] = [];
    const feed = eventReader((name, data) => told.push([name, data]));
    for (let at = 0; at < text.length; at += size) feed(text.slice(at, at + size));
    expect(told).toEqual([
      ['connected', ''],
      ['notice', '{"a":\n1}'],
      ['message', 'plain'],
    ]);
  }
});
