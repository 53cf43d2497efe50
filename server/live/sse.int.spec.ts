/** Streams over real sockets, from a screening without a log. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EventSource } from 'eventsource';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../theatre/log/testing/free-port.ts';
import { stopwatch } from '../../theatre/log/testing/stopwatch.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import type { Format } from './format.ts';
import { Hubs } from './hubs.ts';
import { jsonFormat, type ScreeningChangeJson } from './json-format.ts';
import { FakeScreening } from './testing/fake-screening.ts';
import { StreamReader } from './testing/stream-reader.ts';
import { until } from './testing/until.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Setting {
  readonly http2?: boolean;
  readonly format?: Format<Snapshot>;
  readonly port?: number;
  readonly source?: FakeScreening;
  /** For how long a hub that nobody reads from remembers. Defaults to longer than any test. */
  readonly lingerMs?: number;
}

async function served({
  http2 = false,
  format = jsonFormat,
  port = 0,
  source = new FakeScreening(),
  lingerMs = 60_000,
}: Setting = {}) {
  const hubs = new Hubs({
    screenings: { open: (id) => Promise.resolve(id === 'test' ? source : undefined) },
    attendance: source,
    lingerMs,
  });
  const app = fastify(http2 ? ({ http2: true } as object) : {}) as FastifyInstance;
  app.addHook('onSend', async (_request, reply) => void reply.header('x-secure', 'yes'));
  app.get<{ Params: { id: string }; Querystring: { viewer?: string } }>('/:id/events', async (request, reply) => {
    reply.header('x-secure', 'yes');
    const { viewer } = request.query;
    if (await hubs.stream(request, reply, { screeningId: request.params.id, format, viewerId: viewer })) return reply;
    return reply.code(404).send('no such screening');
  });
  app.addHook('preClose', () => hubs.close());
  await app.listen({ port, host: '127.0.0.1' });
  closers.push(() => app.close());
  const actualPort = (app.server.address() as AddressInfo).port;
  return { source, hubs, app, port: actualPort, url: `http://127.0.0.1:${actualPort}/test/events` };
}

const changesIn = ({ events }: StreamReader): ScreeningChangeJson[] =>
  events.filter(({ event }) => event === 'state').map(({ data }) => JSON.parse(data) as ScreeningChangeJson);

test('the answer says that it is a stream that nobody may hold back, keep or change', async () => {
  const { url } = await served();
  const reader = new StreamReader(url);
  const { statusCode, headers } = await reader.opened;
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-secure': 'yes',
    'transfer-encoding': 'chunked',
  });
  expect(headers['content-encoding']).toBeUndefined();
  await until('the whole', () => changesIn(reader).length === 1);
  expect(reader.events[0]).toMatchObject({ event: 'connected' });
  expect(reader.retries[0]).toBeGreaterThanOrEqual(500);
  expect(changesIn(reader)[0]).toMatchObject({ whole: true, sequence: 1 });
});

test('an unknown screening is answered by the route', async () => {
  const { url } = await served();
  expect((await fetch(url.replace('/test/', '/nothing/'))).status).toBe(404);
});

test.each(['1', '00', '999999', '-1', '1e3', 'NaN', ' ', '', '1,2', '🎭'.repeat(3), 'x'.repeat(3000)])(
  'from=%j names nothing that we have: the whole',
  async (from) => {
    const { url, source } = await served();
    source.toggle('ann', 'C-A1');
    const reader = new StreamReader(`${url}?from=${encodeURIComponent(from)}`);
    await until('a frame', () => changesIn(reader).length === 1);
    expect(changesIn(reader)[0]).toHaveProperty('whole', true);
    source.toggle('ann', 'C-A2');
    await until('a change', () => changesIn(reader).length === 2);
    expect(changesIn(reader)[1]).toEqual({ sequence: 3, seats: { 'C-A2': { status: 'held' } } });
  },
);

test('Last-Event-ID wins over the URL, and what it names is continued from', async () => {
  const { url, source, hubs } = await served();
  await hubs.snapshot('test');
  source.toggle('ann', 'C-A1');
  await hubs.snapshot('test');
  source.toggle('ann', 'C-A2');
  const reader = new StreamReader(`${url}?from=1`, { headers: { 'last-event-id': '2' } });
  await until('a frame', () => changesIn(reader).length === 1);
  expect(changesIn(reader)).toEqual([{ sequence: 3, seats: { 'C-A2': { status: 'held' } } }]);
  expect(reader.lastEventId).toBe('3');
});

test('curl -N reads it', async () => {
  const { url, source } = await served();
  const curl = spawn('curl', ['-sN', url], { stdio: ['ignore', 'pipe', 'ignore'] });
  const over = once(curl, 'exit');
  let text = '';
  curl.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const changes = () => text.match(/^data: {"sequence"/gm)?.length ?? 0;
  try {
    await until('curl', () => text.includes('"whole":true'));
    expect(text).toMatch(/^event: connected\nretry: \d+\ndata: \n\nevent: state\nid: \d+\ndata: {"whole":true/);
    // Each is printed as it comes, before there is another.
    for (let change = 1; change <= 6; change++) {
      source.toggle('ann', 'C-A1');
      await until('the change', () => changes() === change);
    }
  } finally {
    curl.kill();
    await over;
  }
});

test('a standard EventSource reads it, and goes on without gap or duplicate when the server was away', async () => {
  const first = await served({ port: await freePort() });
  const { source, port, url } = first;
  const seats: Record<string, string> = {};
  const received: ScreeningChangeJson[] = [];
  const client = new EventSource(url);
  closers.push(() => Promise.resolve(client.close()));
  client.addEventListener('state', ({ data }) => {
    const change = JSON.parse(data as string) as ScreeningChangeJson;
    received.push(change);
    for (const [id, { status }] of Object.entries(change.seats ?? {})) seats[id] = status;
  });
  await until('the whole', () => received.length === 1);
  source.toggle('ann', 'C-A1');
  await until('a change', () => seats['C-A1'] === 'held');
  await first.app.close();
  source.toggle('bob', 'C-A2');
  source.toggle('ann', 'C-A1');
  await served({ source, port });
  await until('the other change', () => seats['C-A2'] === 'held');
  expect(seats['C-A1']).toBe('available');
  source.toggle('bob', 'C-A3');
  await until('a change after', () => seats['C-A3'] === 'held');
  const sequences = received.map(({ sequence }) => sequence);
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
});

test('over HTTP/2 many streams share a connection', async () => {
  const { port, source, hubs } = await served({ http2: true });
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  const texts: string[] = [];
  const streams = Array.from({ length: 50 }, (_, at) => {
    const stream = session.request({ ':path': '/test/events' });
    texts[at] = '';
    stream.setEncoding('utf8').on('data', (text: string) => (texts[at] += text));
    stream.on('response', (headers) => {
      expect(headers).toMatchObject({ ':status': 200, 'content-type': 'text/event-stream; charset=utf-8' });
    });
    return stream;
  });
  await until('fifty streams', () => texts.every((text) => text.includes('whole')));
  source.toggle('ann', 'C-A1');
  await until('a change for each', () => texts.every((text) => text.endsWith('{"C-A1":{"status":"held"}}}\n\n')));
  for (const stream of streams.slice(0, 20)) stream.close();
  await until('twenty are gone', () => hubs.counters.streams === 30);
  session.destroy();
  await until('all are gone', () => hubs.counters.streams === 0);
});

test('HTTP/1.0 gets the bytes without chunks, HEAD the headers alone', async () => {
  const { port, url } = await served();
  const read = (head: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(head));
      let text = '';
      socket.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.includes('whole')) socket.destroy();
      });
      socket.on('close', () => resolve(text));
    });
  const text = await read('GET /test/events HTTP/1.0\r\n\r\n');
  expect(text).toContain('\r\n\r\nevent: connected\nretry:');
  expect(text).not.toMatch(/chunked/i);
  const head = await fetch(url, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
});

test('a thousand streams opened and dropped leave nothing behind', async () => {
  const { url, hubs, source, app } = await served({ lingerMs: 300 });
  for (let round = 0; round < 5; round++) {
    const readers = Array.from({ length: 200 }, (_, at) => new StreamReader(`${url}?viewer=viewer-${at}`));
    await Promise.all(readers.map((reader) => reader.opened));
    source.toggle('ann', 'C-A1');
    for (const reader of readers) reader.vanish();
  }
  await until('no stream', () => hubs.counters.streams === 0);
  await until('no hub', () => hubs.counters.channels === 0 && source.listeners === 0 && source.retained === 0);
  expect(source.presence.viewers.size).toBe(0);
  expect(source.said.filter((line) => line.startsWith('join')).length).toBe(
    source.said.filter((line) => line.startsWith('leave')).length,
  );
  await until('no connection', async () => {
    const count = await new Promise<number>((resolve) => app.server.getConnections((_none, open) => resolve(open)));
    return count === 0;
  });
});

/** Big frames, so that a stalled reader's buffers fill at once. */
const heavyFormat: Format<Snapshot> = {
  patch: (_before, after) => `${after.sequence} ${'x'.repeat(50_000)}`,
  whole: (snapshot) => `${snapshot.sequence} ${'x'.repeat(50_000)}`,
};

const collectGarbage = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

/** What this process holds for itself, in bytes. */
async function memory(): Promise<number> {
  // One collection finds what the one before made free.
  for (let round = 0; round < 4; round++) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('readers that stall cost little, delay nobody, and get the latest alone when they read on', async () => {
  const { url, hubs, source } = await served({ format: heavyFormat });
  const delays: number[] = [];
  let sent = 0;
  const quick = new StreamReader(url, {
    onEvent: ({ event }) => event === 'message' && delays.push(Date.now() - sent),
  });
  await until('the first', () => delays.length === 1);
  const change = async () => {
    sent = Date.now();
    const before = delays.length;
    source.toggle('ann', 'C-A1');
    await until('the change', () => delays.length > before);
  };
  // 20 MB, as much as half a minute of a rush in the largest house.
  const rush = async () => {
    for (let count = 0; count < 400; count++) await change();
    quick.events.length = 0;
  };
  const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
  await rush();
  const undisturbed = median(delays);
  const before = await memory();
  const stalled = Array.from({ length: 10 }, () => stall(url));
  await until('ten streams', () => hubs.counters.streams === 11);
  const asleep = new StreamReader(url);
  await asleep.opened;
  asleep.sleep();
  await rush();
  expect(hubs.counters.skipped).toBeGreaterThan(0);
  expect(((await memory()) - before) / stalled.length).toBeLessThan(1_000_000);
  // Beside what everybody's day was like before there were any.
  expect(median(delays.slice(-400))).toBeLessThan(50 + 3 * undisturbed);
  asleep.wake();
  await until('the latest', () => asleep.events.at(-1)?.id === String(source.sequence));
  expect(asleep.events.length).toBeLessThan(delays.length - 100);
  for (const socket of stalled) socket.destroy();
});

/** Asks for a stream and reads nothing of it. */
function stall(url: string): Socket {
  const { port, pathname } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.pause().write(`GET ${pathname} HTTP/1.1\r\nHost: test\r\n\r\n`);
  return socket;
}

test('when the server closes, each client is told to come back at a time of its own, and stalled ones do not hold it up', async () => {
  const { app, url, hubs, source } = await served({ format: heavyFormat });
  const readers = Array.from({ length: 40 }, () => new StreamReader(url));
  await until('forty streams', () => readers.every(({ events }) => events.length === 2));
  readers[0]?.sleep();
  for (let change = 0; hubs.counters.skipped === 0; change++) {
    source.toggle('ann', 'C-A1');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const start = stopwatch();
  await app.close();
  expect(start.within(2000), `${start.ms} ms`).toBe(true);
  await Promise.all(readers.slice(1).map((reader) => reader.closed));
  const retries = readers.slice(1).map((reader) => reader.retries.at(-1) ?? 0);
  for (const reader of readers.slice(1)) expect(reader.events.at(-1)?.event).toBe('closing');
  expect(new Set(retries).size).toBeGreaterThan(30);
  readers[0]?.vanish();
});
