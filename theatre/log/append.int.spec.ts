import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { append, BATCH_LIMIT, type LogMessage } from './append.ts';
import { openLog, type Log } from './connection.ts';
import { STREAM, ledgerOf } from './subjects.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

let theatre: TestLog;
let log: Log;

beforeAll(async () => {
  theatre = await testLog();
  log = await theatre.connect();
});

afterAll(() => theatre.dispose());

const body = new TextEncoder().encode('{}');
const message = (subject: string, guard?: number): LogMessage => ({
  subject,
  body,
  ...(guard === undefined ? {} : { guard }),
});

async function countOf(subject: string): Promise<number> {
  const { state } = await log.manager.streams.info(STREAM, { subjects_filter: subject });
  return state.subjects?.[subject] ?? 0;
}

describe('an append', () => {
  it('tells the stream sequence of each of its messages', async () => {
    const subject = ledgerOf('sequences');
    const first = await append(log, [message(subject, 0), message(subject), message('theatre.other')]);
    expect(first).toMatchObject({ kind: 'appended' });
    const [a = 0, b = 0] = first.kind === 'appended' ? first.sequences : [];
    expect((await log.manager.streams.getMessage(STREAM, { seq: a }))?.subject).toBe(subject);
    expect(b).toBe(a + 1);
    expect(await append(log, [message(subject, b)])).toEqual({ kind: 'appended', sequences: [b + 2] });
  });

  it('lands whole or not at all: a guard that does not hold keeps all of it out', async () => {
    const subject = ledgerOf('guarded');
    await append(log, [message(subject, 0), message(subject)]);
    const late = await append(log, [message(subject, 0), message(subject), message('theatre.beside')]);
    expect(late).toMatchObject({ kind: 'conflict' });
    expect(await countOf(subject)).toBe(2);
    expect(await countOf('theatre.beside')).toBe(0);
    const single = await append(log, [message(subject, 0)]);
    expect(single).toMatchObject({ kind: 'conflict', lastSequence: expect.any(Number) as number });
  });

  it('lets one of many with the same guard through', async () => {
    const subject = ledgerOf('many');
    const other = await theatre.connect();
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        append(at % 2 === 0 ? log : other, [message(subject, 0), message(subject)]),
      ),
    );
    expect(results.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'conflict')).toHaveLength(39);
    expect(await countOf(subject)).toBe(2);
  });

  it('takes a thousand messages and not one more', async () => {
    const many = Array.from({ length: BATCH_LIMIT }, () => message(ledgerOf('thousand')));
    expect(await append(log, many)).toMatchObject({ kind: 'appended' });
    await expect(append(log, [...many, message('theatre.one-more')])).rejects.toThrow('1001 messages');
  });

  it('says for certain that a message too large has not landed', async () => {
    const large = { subject: ledgerOf('large'), body: new Uint8Array(2 * 1024 * 1024) };
    expect(await append(log, [large])).toMatchObject({ kind: 'refused', why: 'other' });
  });

  it('says that the log is full when it is', async () => {
    const small = await testLog({ maxBytes: 64 * 1024 });
    try {
      const full = await small.connect();
      const chunk = { subject: ledgerOf('full'), body: new Uint8Array(30 * 1024) };
      const results = [];
      for (let at = 0; at < 4; at++) results.push(await append(full, [chunk, chunk]));
      expect(results.map(({ kind }) => kind)).toEqual(['appended', 'refused', 'refused', 'refused']);
      expect(results.at(-1)).toMatchObject({ why: 'log-full' });
      // As one message also.
      expect(await append(full, [chunk])).toMatchObject({ kind: 'refused', why: 'log-full' });
      const { state } = await full.manager.streams.info(STREAM, { subjects_filter: '>' });
      expect(state.subjects?.[ledgerOf('full')]).toBe(2);
    } finally {
      await small.dispose();
    }
  });

  it('says that it is unclear when the connection breaks before the answer', async () => {
    const own = await openLog({ address: theatre.address, name: 'broken' });
    const pending = append(own, [message(ledgerOf('unclear'))]);
    await own.connection.reconnect();
    expect((await pending).kind).toMatch(/unclear|appended/);
    await own.close();
    expect(await append(own, [message(ledgerOf('unclear'))])).toMatchObject({ kind: 'retry' });
  });
});

describe('the stream', () => {
  it('is made with its limits set, and found as it is by the next who connects', async () => {
    const { config } = await log.manager.streams.info(STREAM);
    expect(config).toMatchObject({
      subjects: ['theatre.>'],
      storage: 'file',
      discard: 'new',
      deny_delete: true,
      allow_atomic: true,
      allow_msg_schedules: true,
      max_bytes: 4 * 1024 ** 3,
      max_age: 800 * 24 * 3600 * 1e9,
    });
  });

  it('keeps what an operator has widened, and says so', async () => {
    const own = await testLog({ maxBytes: 1024 ** 3 });
    try {
      await own.connect();
      const notices: string[] = [];
      const next = await openLog({
        address: own.address,
        name: 'next',
        maxBytes: 512 * 1024 ** 2,
        onNotice: (notice) => notices.push(notice),
      });
      expect((await next.manager.streams.info(STREAM)).config.max_bytes).toBe(1024 ** 3);
      expect(notices).toEqual([expect.stringContaining('left so')]);
      await next.close();
    } finally {
      await own.dispose();
    }
  });

  it('of another kind under the same name is refused with what to do', async () => {
    const own = await testLog();
    try {
      const { manager, close } = await own.raw();
      await manager.streams.add({ name: STREAM, subjects: ['theatre.>', 'more.>'], storage: 'memory' });
      await close();
      await expect(own.connect()).rejects.toThrow(/subjects are theatre\.>, more\.>.*kept in memory.*Use another/);
    } finally {
      await own.dispose();
    }
  });
});
