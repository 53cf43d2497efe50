import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newCounters } from './counters.ts';
import { Frame, heartbeat } from './frame.ts';
import { Pulse } from './pulse.ts';
import { Streams } from './sse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A connection that takes what it is given, or nothing. */
class FakeSocket extends Writable {
  text = '';
  stuck = false;
  #goOn: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 1000 });
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    if (this.stuck) this.#goOn = done;
    else done();
  }

  drain(): void {
    this.stuck = false;
    this.#goOn?.();
  }
}

function connected(streams: Streams, headers: Readonly<Record<string, string>> = {}) {
  const socket = new FakeSocket();
  const raw = Object.assign(new EventEmitter(), {
    socket,
    req: { httpVersion: '1.1' },
    getHeaderNames: () => [],
    destroyed: false,
    writableEnded: false,
  });
  socket.on('close', () => raw.emit('close'));
  const reply = { getHeaders: () => headers, hijack: () => undefined, raw } as unknown as FastifyReply;
  const sink = streams.open({ method: 'GET' } as FastifyRequest, reply);
  const heard: string[] = [];
  sink.listen({ drained: () => heard.push('drained'), closed: () => heard.push('closed') });
  return { sink, socket, heard };
}

const beats = ({ text }: FakeSocket) => text.split(heartbeat.chunk.toString()).length - 1;

test('each stream beats every fifteen seconds, the streams not all at once, and nothing ticks when there are none', async () => {
  const counters = newCounters();
  const streams = new Streams(new Pulse(), counters);
  const open = Array.from({ length: 30 }, () => connected(streams));
  await vi.advanceTimersByTimeAsync(1000);
  expect(open.filter(({ socket }) => beats(socket) === 1)).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(14_000);
  expect(open.every(({ socket }) => beats(socket) === 1)).toBe(true);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(open.every(({ socket }) => beats(socket) === 3)).toBe(true);
  for (const { socket } of open) socket.destroy();
  await vi.advanceTimersByTimeAsync(0);
  expect([counters.streams, vi.getTimerCount()]).toEqual([0, 0]);
});

test('a socket that does not drain is not written to, and is closed after a minute', async () => {
  const counters = newCounters();
  const streams = new Streams(new Pulse(), counters);
  const { sink, socket, heard } = connected(streams);
  socket.stuck = true;
  const frame = Frame.of({ data: 'x'.repeat(2000) });
  expect(sink.write(frame)).toBe(false);
  const { length } = socket.text;
  await vi.advanceTimersByTimeAsync(55_000);
  expect([socket.text.length, socket.destroyed, heard]).toEqual([length, false, []]);
  await vi.advanceTimersByTimeAsync(25_000);
  expect([socket.destroyed, heard, counters.dropped, counters.streams]).toEqual([true, ['closed'], 1, 0]);
});

test('one that drains in time goes on', async () => {
  const streams = new Streams(new Pulse(), newCounters());
  const { sink, socket, heard } = connected(streams);
  const frame = Frame.of({ data: 'x'.repeat(2000) });
  for (let round = 0; round < 3; round++) {
    socket.stuck = true;
    expect(sink.write(frame)).toBe(false);
    await vi.advanceTimersByTimeAsync(50_000);
    socket.drain();
    await vi.advanceTimersByTimeAsync(50_000);
  }
  expect([heard, socket.destroyed]).toEqual([['drained', 'drained', 'drained'], false]);
});

test('closing tells each client when to come back, and waits a second for those that do not take it', async () => {
  const streams = new Streams(new Pulse(), newCounters());
  const [one, stuck] = [connected(streams), connected(streams)];
  stuck.socket.stuck = true;
  stuck.sink.write(Frame.of({ data: 'x' }));
  let closed = false;
  void streams.close().then(() => (closed = true));
  await vi.advanceTimersByTimeAsync(0);
  expect(one.socket.text).toMatch(/event: closing\nretry: \d+\ndata: \n\n\r\n0\r\n\r\n$/);
  expect([one.heard, stuck.heard, closed]).toEqual([['closed'], [], false]);
  await vi.advanceTimersByTimeAsync(1000);
  expect([stuck.heard, closed]).toEqual([['closed'], true]);
  const late = connected(streams);
  expect(late.socket.text).toContain('event: closing');
});

test('headers that others set are kept, and none can smuggle a line', () => {
  const streams = new Streams(new Pulse(), newCounters());
  const { socket } = connected(streams, { 'x-frame-options': 'DENY', 'content-type': 'text/html' });
  expect(socket.text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(socket.text).toContain('\r\nx-frame-options: DENY\r\n');
  expect(socket.text).toContain('\r\ncontent-type: text/event-stream; charset=utf-8\r\n');
  expect(() => connected(streams, { 'x-bad': 'a\r\nset-cookie: b' })).toThrow(/Invalid character in header/);
});

test.each([
  ['HTTP/1.1', { destroyed: true }],
  ['HTTP/2', { stream: { destroyed: true, closed: true } }],
  ['HTTP/2, a moment ago', { stream: { destroyed: false, closed: true } }],
])('who gave up over %s before it was open has no stream, for nothing will tell of its end', (_, gone) => {
  const counters = newCounters();
  const streams = new Streams(new Pulse(), counters);
  const raw = Object.assign(new EventEmitter(), { writableEnded: false, ...gone });
  const reply = { getHeaders: () => ({}), hijack: () => undefined, raw } as unknown as FastifyReply;
  const sink = streams.open({ method: 'GET' } as FastifyRequest, reply);
  const heard: string[] = [];
  sink.listen({ drained: () => heard.push('drained'), closed: () => heard.push('closed') });
  expect(heard).toEqual(['closed']);
  expect(counters.streams).toBe(0);
});
