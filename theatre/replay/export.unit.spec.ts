import { describe, expect, test } from 'vitest';
import { booked, happened, opened, refundedEvent, T0 } from '../screening/testing/given.ts';
import { csvCell, eventLines, orderLines } from './export.ts';
import { itemsOf } from './testing/told.ts';

const iso = (at: number) => new Date(at).toISOString();

describe('the night as files', () => {
  test('events are JSON Lines with their place and time', () => {
    const lines = [...eventLines(itemsOf(opened, booked('viewer-ann', ['C-A1'])), iso)];
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.endsWith('}\n') && !line.slice(0, -1).includes('\n'))).toBe(true);
    expect(JSON.parse(lines[1] as string)).toMatchObject({
      sequence: 2,
      at: '2023-11-14T22:13:20.000Z',
      kind: 'ledger',
      event: { type: 'booked' },
    });
  });

  test('orders are CSV', () => {
    const order = booked('viewer-ann', ['C-A1', 'C-A2'], T0, {
      order: 'AAAA-0001',
      customer: { name: 'Zoë "Z" Ångström, née Ek', email: 'zoe@example.org' },
      payment: {
        status: 'paid',
        tenders: [
          { kind: 'cash', amount: 2000 },
          { kind: 'card', amount: 3000 },
        ],
      },
    });
    const refund = happened(
      T0 + 1,
      refundedEvent(['C-A2'], { amount: 2500, tenders: [{ kind: 'card', amount: 2500 }] }),
    );
    const due = booked('viewer-bob', ['L-A1'], T0 + 2, { order: 'AAAA-0002', total: 1800 });
    expect([...orderLines(itemsOf(opened, order, refund, due), iso)].join('').split('\r\n')).toEqual([
      'order,booked_at,name,email,booked_seats,seats,total,currency,status,paid,cash,card',
      'AAAA-0001,2023-11-14T22:13:20.000Z,"Zoë ""Z"" Ångström, née Ek",zoe@example.org,C-A1 C-A2,C-A1,25.00,EUR,paid,25.00,20.00,5.00',
      'AAAA-0002,2023-11-14T22:13:20.002Z,A Person,,L-A1,L-A1,18.00,EUR,held,0.00,0.00,0.00',
      '',
    ]);
  });

  test('money is as exact as its currency', () => {
    const yen = booked('viewer-bob', ['L-A1'], T0, { currency: 'JPY', total: 1800 });
    expect([...orderLines(itemsOf(opened, yen), iso)].at(-1)).toContain(',1800,JPY,');
  });

  test.each([
    ['x;=1+1;y', `"x;'=1+1;y"`],
    ['x, @SUM(A1)', `"x, '@SUM(A1)"`],
    ['x;"=1+1";', `"x;""'=1+1"";"`],
    ['Müller; Söhne', `"Müller; Söhne"`],
  ])('%s has no formula in it for a program that goes by semicolons', (name, cell) => {
    expect(csvCell(name)).toBe(cell);
  });

  test.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '=HYPERLINK("http://x","y")', '＝1', '\n-2'])(
    '%j is no formula',
    (name) => {
      const cell = csvCell(name);
      expect(cell.startsWith('"\'') || cell.startsWith("'")).toBe(true);
    },
  );

  test.each([
    ['', ''],
    ['-5.00', '-5.00'],
    ['A Person', 'A Person'],
    ["O'Hara", '"O\'Hara"'],
    ['a,b', '"a,b"'],
    ['a\nb', '"a\nb"'],
    [' a', '" a"'],
    ['a"b', '"a""b"'],
  ])('%j is written %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});
