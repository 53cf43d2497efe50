import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalAnswers, openJournal } from './journal.ts';
import { buildApp } from './app.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { Visitor } from './testing/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.dispose());

function written() {
  const lines: string[] = [];
  return { lines, to: { write: (line: string) => void lines.push(line) } };
}

test('as JSON, a sale leaves its routes and times in the journal, and nothing of who bought what', async () => {
  const { lines, to } = written();
  const journal = openJournal('json', to);
  const app = await buildApp(house.parts, { onReady: (fresh) => journalAnswers(fresh, journal) });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  try {
    const id = await house.screening();
    const patron = new Visitor(url, id);
    await patron.page();
    await patron.toggle('C-B3');
    const booked = await patron.book({ name: 'Zacharias Unverwechselbar', email: 'zacharias@example.org' });
    expect(booked.status).toBe(201);
    await patron.get(booked.headers.get('location') ?? '');
    journal.fault(new Error('550 <zacharias@example.org> unknown'), 'mail');
    journal.notice('zacharias@example.org could not be reached.');
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told).toContainEqual(
      expect.objectContaining({ method: 'POST', route: '/screenings/:id/book', status: 201 }),
    );
    expect(told).toContainEqual(expect.objectContaining({ level: 50, what: 'mail' }));
    for (const line of told)
      expect(line).toMatchObject({ service: 'full-house', time: expect.stringMatching(/^\d{4}-/) as string });
    const [, cookie = ''] = patron.cookie.split('=');
    for (const secret of [
      'Zacharias',
      'zacharias',
      'example.org',
      'C-B3',
      id,
      cookie,
      booked.headers.get('location') ?? '',
    ]) {
      expect(lines.join('')).not.toContain(secret);
    }
  } finally {
    await app.close();
  }
});

test('as lines it says the same to a person', () => {
  const { lines, to } = written();
  const journal = openJournal('lines', to);
  journal.notice('The log is connected again.');
  journal.notice('No mail to anna@example.org.');
  journal.notice('450 go\u001b[2J away\r\nFull House is open at http://evil.example\u202e');
  journal.answered({ method: 'GET', route: '/', status: 200, ms: 1 });
  expect(lines).toEqual([
    'The log is connected again.\n',
    'No mail to (address).\n',
    // One line of ours, whatever is in it.
    '450 go\\u001b[2J away\\u000d\n  Full House is open at http://evil.example\\u202e\n',
  ]);
});
