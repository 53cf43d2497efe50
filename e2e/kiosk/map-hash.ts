/** What a window shows of every seat, and what a fresh reader of the log has: the same, as one hash. */
import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { addressFromUrl } from '../../theatre/log/address.ts';
import { openLog } from '../../theatre/log/connection.ts';
import { Screenings } from '../../theatre/log/screenings.ts';
import { statusFor } from '../../theatre/screening/view.ts';

const hashOf = (seats: readonly (readonly [string, string])[]) =>
  createHash('sha256')
    .update(seats.map((pair) => pair.join(' ')).join('\n'))
    .digest('hex');

/** A hash of what the window's map shows of every seat. */
export async function shownHash(window: Page): Promise<string> {
  const seats = await window.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button.seat')].map(
      ({ id, dataset }) => [id, dataset['status'] ?? ''] as const,
    ),
  );
  return hashOf([...seats].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same of what somebody has who reads the log from its beginning now. */
export async function freshHash(natsUrl: string, screening: string, viewerId: string): Promise<string> {
  const log = await openLog({ address: addressFromUrl(natsUrl), name: 'a-fresh-reader', replicas: 1 });
  const screenings = new Screenings(log);
  try {
    const state = (await screenings.open(screening))?.state;
    const seats = (state?.index.rows ?? []).flatMap((row, at) =>
      row.map(({ id }, place) => {
        const found = state?.rows[at]?.[place];
        return [id, found ? statusFor(found, { viewerId, staff: true }) : ''] as const;
      }),
    );
    return hashOf([...seats].sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    await screenings.close();
    await log.close();
  }
}
