import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { expect, test } from 'vitest';
import { Frame, encode, heartbeat } from './frame.ts';

function parsed(text: string) {
  const events: EventSourceMessage[] = [];
  const comments: string[] = [];
  const retries: number[] = [];
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onComment: (comment) => comments.push(comment),
    onRetry: (retry) => retries.push(retry),
  });
  parser.feed(text);
  return { events, comments, retries };
}

test('an event is what any reader of server-sent events makes of it', () => {
  const { events, retries } = parsed(encode({ event: 'state', id: 42, retry: 1500, data: 'one\ntwo' }));
  expect(events).toEqual([{ event: 'state', id: '42', data: 'one\ntwo' }]);
  expect(retries).toEqual([1500]);
});

test.each([
  ['', ''],
  ['\n', '\n'],
  ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
  ['id: 7\n\nevent: x', 'id: 7\n\nevent: x'],
  [' led by a space', ' led by a space'],
  ['größer – 席', 'größer – 席'],
])('data %j arrives as %j, and as one event', (data, expected) => {
  expect(parsed(encode({ data })).events.map((event) => event.data)).toEqual([expected]);
});

test('a frame is the same text bare and as a chunk whose length counts bytes', () => {
  const frame = Frame.of({ id: 3, data: 'größer' });
  const text = 'id: 3\ndata: größer\n\n';
  expect(frame.bytes.toString()).toBe(text);
  expect(frame.chunk.toString()).toBe(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
});

test('a heartbeat is a comment', () => {
  expect(parsed(heartbeat.bytes.toString())).toEqual({ events: [], comments: [''], retries: [] });
});
