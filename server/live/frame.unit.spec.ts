import { EventSource } from 'eventsource';
import { expect, test } from 'vitest';
import { Frame, encode, heartbeat } from './frame.ts';

/** What a standard reader makes of a stream: its events of one name, and with how long a pause it comes again. */
async function read(text: string, name = 'message') {
  const headers = { 'content-type': 'text/event-stream' };
  const source = new EventSource('http://test/', { fetch: () => Promise.resolve(new Response(text, { headers })) });
  const events: { data: string; id: string }[] = [];
  source.addEventListener(name, ({ data, lastEventId }) => events.push({ data: data as string, id: lastEventId }));
  await new Promise((resolve) => source.addEventListener('error', resolve));
  source.close();
  return events;
}

test('an event is what any reader of server-sent events makes of it', async () => {
  const text = encode({ event: 'state', id: 42, retry: 1500, data: 'one\ntwo' });
  expect(await read(text, 'state')).toEqual([{ data: 'one\ntwo', id: '42' }]);
  expect(text).toContain('\nretry: 1500\n');
});

test.each([
  ['', ''],
  ['\n', '\n'],
  ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
  ['id: 7\n\nevent: x', 'id: 7\n\nevent: x'],
  [' led by a space', ' led by a space'],
  ['größer – 席', 'größer – 席'],
])('data %j arrives as %j, and as one event', async (data, expected) => {
  expect(await read(encode({ data }))).toEqual([{ data: expected, id: '' }]);
});

test('a frame is the same text bare and as a chunk whose length counts bytes', () => {
  const frame = Frame.of({ id: 3, data: 'größer' });
  const text = 'id: 3\ndata: größer\n\n';
  expect(frame.bytes.toString()).toBe(text);
  expect(frame.chunk.toString()).toBe(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
});

test('a heartbeat is no event', async () => {
  expect(await read(`${heartbeat.bytes.toString()}${encode({ data: 'x' })}`)).toEqual([{ data: 'x', id: '' }]);
});
