/** What staff are told now, as a test waits for it; may be used by tests that run beside each other. */
import { setTimeout as sleep } from 'node:timers/promises';
import { noticesSchema, type Notice, type NoticeKind } from '../../theatre/contract/notices.ts';

interface Asked {
  readonly url: string;
  readonly staffToken: string;
}

/** A notice with its words, in English. */
export type Told = Notice & { readonly title: string; readonly todo: string };

export async function noticesOf({ url, staffToken }: Asked): Promise<readonly Told[]> {
  const answer = await fetch(`${url}/api/notices`, { headers: { authorization: `Bearer ${staffToken}` } });
  const body: unknown = await answer.json();
  noticesSchema.parse(body);
  return (body as { notices: Told[] }).notices;
}

const PATIENT_MS = 40_000;

/** Waits until staff are told of this kind, at this level where one is said, and answers the notice. */
export function told(house: Asked, kind: NoticeKind, level?: Notice['level']): Promise<Told> {
  return waitFor(house, `${kind} to be told`, (notices) =>
    notices.find((notice) => notice.kind === kind && (level === undefined || notice.level === level)),
  );
}

/** Waits until staff are no longer told of this kind. */
export async function over(house: Asked, kind: NoticeKind): Promise<void> {
  await waitFor(house, `${kind} to be over`, (notices) => notices.every((notice) => notice.kind !== kind) || undefined);
}

async function waitFor<T>(house: Asked, what: string, look: (notices: readonly Told[]) => T | undefined): Promise<T> {
  const until = Date.now() + PATIENT_MS;
  for (;;) {
    const notices = await noticesOf(house);
    const found = look(notices);
    if (found !== undefined) return found;
    if (Date.now() > until)
      throw new Error(`waited in vain for ${what}: ${notices.map(({ kind }) => kind).join(', ')}`);
    await sleep(100);
  }
}
