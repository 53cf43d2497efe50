import { describe, expect, test } from 'vitest';
import { booked, opened, T0 } from '../screening/testing/given.ts';
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
    const yen = booked('viewer-bob', ['L-A1'], T0, { order: 'AAAA-0002', currency: 'JPY', total: 1800 });
    expect([...orderLines(itemsOf(opened, order, yen), iso)]).toEqual([
      'order,booked_at,name,email,seats,seat_ids,total,currency,payment,cash,card\r\n',
      'AAAA-0001,2023-11-14T22:13:20.000Z,"Zoë ""Z"" Ångström, née Ek",zoe@example.org,2,C-A1 C-A2,50.00,EUR,paid,20.00,30.00\r\n',
      'AAAA-0002,2023-11-14T22:13:20.000Z,A Person,,1,L-A1,1800,JPY,due,0,0\r\n',
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '=HYPERLINK("http://x","y")', '＝1', '\n-2'])(
    '%j is no formula',
    (name) => {
      const cell = csvCell(name);
      expect(cell.startsWith('"\'') || cell.startsWith("'")).toBe(true);
    },
  );

  test.each([
    ['', ''],
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
