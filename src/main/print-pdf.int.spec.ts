import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readIpp } from './ipp.ts';
import { faultBefore, findLp, NotPrinted, printPdf } from './print-pdf.ts';
import { hasCups, openCups, type Cups } from './testing/cups.ts';

const pdf = Buffer.from('%PDF-1.4 a ticket');
const job = (printer: string) => ({ pdf, title: 'Full House 7K3M-XY2Q', paper: 'roll', printer }) as const;

describe.runIf(hasCups)('on a real CUPS', () => {
  const lp = '/usr/bin/lp';
  let cups: Cups;
  beforeAll(async () => {
    cups = await openCups();
    vi.stubEnv('CUPS_SERVER', cups.server);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await cups.stop();
  });
  const waiting = () => cups.run('lpstat', '-W', 'not-completed', '-o');
  const end = (printer: string) => printPdf(lp, job(printer)).catch((error: unknown) => error);

  test('a job that came out is printed, and not before it did', async () => {
    await cups.add('counter', 'slow');
    let ended = '';
    const printing = printPdf(lp, job('counter')).then((how) => (ended = how));
    await expect.poll(waiting).toContain('counter-');
    expect(ended).toBe('');
    cups.setMood('counter', 'good');
    expect(await printing).toBe('printed');
    expect(cups.printed('counter')).toEqual(pdf);
    expect(await faultBefore('counter')).toBeUndefined();
  });

  test('without paper it says so, and takes the job back', async () => {
    await cups.add('empty', 'empty');
    expect(await end('empty')).toMatchObject({ fault: 'out-of-paper', said: 'No paper in the tray' });
    expect(await waiting()).not.toContain('empty-');
    cups.setMood('empty', 'good');
    expect(await end('empty')).toBe('printed');
    expect(cups.printed('empty')).toEqual(pdf);
  });

  test('a queue that stops at a fault, and one that gives the job up, have printed nothing', async () => {
    await cups.add('stops', 'fail', ['-o', 'printer-error-policy=stop-printer']);
    expect(await end('stops')).toMatchObject({ fault: 'printer-paused', said: 'The printer is on fire' });
    expect(await waiting()).not.toContain('stops-');
    expect(await faultBefore('stops')).toMatchObject({ fault: 'printer-paused' });
    await cups.add('aborts', 'fail', ['-o', 'printer-error-policy=abort-job']);
    expect(await end('aborts')).toMatchObject({ fault: 'not-printed', said: 'The printer is on fire' });
  });

  test('a paused queue, and one that takes nothing, are known before anything is sent', async () => {
    await cups.add('paused', 'good');
    await cups.run('/usr/sbin/cupsdisable', '-r', 'Being cleaned', 'paused');
    expect(await faultBefore('paused')).toMatchObject({ fault: 'printer-paused', said: 'Being cleaned' });
    await cups.run('/usr/sbin/cupsreject', '-r', 'Gone home', 'paused');
    expect(await faultBefore('paused')).toMatchObject({ fault: 'printer-closed' });
    const refused = await end('paused');
    expect(refused).toBeInstanceOf(NotPrinted);
    expect(refused).toMatchObject({ fault: 'not-printed', said: 'Destination "paused" is not accepting jobs.' });
    expect(await end('nowhere')).toMatchObject({ said: expect.stringContaining('does not exist') });
  });
});

test('where nobody answers for the printer, it was sent, and no more is claimed', async () => {
  vi.stubEnv('CUPS_SERVER', '/nowhere/at/all');
  expect(await faultBefore('counter')).toBeUndefined();
  vi.unstubAllEnvs();
  expect(findLp('/nowhere:/neither')).toBeUndefined();
  for (const garbage of ['', 'HTTP/1.1 400', '\u0002\u0000\u0004\u0006\u0000\u0000\u0000\u0001\u0003']) {
    expect(readIpp(Buffer.from(garbage, 'latin1'))).toBeUndefined();
  }
});
