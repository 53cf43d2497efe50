import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, PhoneClient } from './client.ts';
import { someone } from './names.ts';
import { freeBlocks } from './seats.ts';

/** How a visit ended, and the seats and the order's page when it was with a booking. */
export type Visit =
  | { readonly outcome: 'booked'; readonly seatIds: readonly string[]; readonly order: string | undefined }
  | { readonly outcome: 'gave-seats-back' | 'walked-away' | 'found-nothing' };

export type Outcome = Visit['outcome'];

export interface VisitOptions {
  /** Ends the visit wherever it is. */
  readonly signal: AbortSignal;
  /** What a person's second lasts here: 1 for a demonstration, 0.01 for a hurried test. Defaults to 1. */
  readonly pace?: number;
  /** A number from 0 to 1, anew at each call. Defaults to chance. */
  readonly random?: () => number;
  /** Hears of every command and its answer. Defaults to nobody. */
  readonly heard?: (command: 'toggle' | 'checkout' | 'book', answer: Answer) => void;
}

/**
 * One visit of somebody who wants one to four seats beside one another: opens the page, looks, picks seats one by one,
 * hesitates, perhaps prefers others, then books, gives them back or simply walks away. Throws what the network throws.
 */
export async function visit(phone: PhoneClient, options: VisitOptions): Promise<Visit> {
  const visitor = new Visitor(phone, options);
  await phone.arrive();
  try {
    return await visitor.choose();
  } finally {
    await phone.leave();
  }
}

class Visitor {
  private readonly phone: PhoneClient;
  private readonly signal: AbortSignal;
  private readonly pace: number;
  private readonly random: () => number;
  private readonly heard: NonNullable<VisitOptions['heard']>;

  constructor(phone: PhoneClient, { signal, pace = 1, random = Math.random, heard = () => undefined }: VisitOptions) {
    this.phone = phone;
    this.signal = signal;
    this.pace = pace;
    this.random = random;
    this.heard = heard;
  }

  async choose(): Promise<Visit> {
    const party = this.oneOf([1, 2, 2, 2, 2, 3, 4, 4]);
    await this.think(1, 6);
    let mine = await this.take(party);
    if (mine.length === 0) return { outcome: 'found-nothing' };

    if (this.chance(0.25)) {
      await this.think(2, 8);
      await this.giveBack(mine);
      mine = await this.take(party);
      if (mine.length === 0) return { outcome: 'found-nothing' };
    }

    await this.think(2, 15);
    const mood = this.random();
    if (mood < 0.2) return { outcome: 'walked-away' };
    if (mood < 0.4) {
      await this.giveBack(mine);
      return { outcome: 'gave-seats-back' };
    }
    await this.tell('checkout', () => this.phone.checkout());
    await this.think(4, 15);
    const booked = await this.tell('book', () => this.phone.book(someone(this.random)));
    if (!booked.done) return { outcome: 'found-nothing' };
    await this.think(1, 5);
    return { outcome: 'booked', seatIds: mine, order: booked.location };
  }

  /** Looks for seats beside one another and takes them one by one; what was snatched meanwhile is looked for elsewhere. */
  private async take(party: number): Promise<string[]> {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const blocks = freeBlocks(await this.phone.look(), party);
      if (blocks.length === 0) return [];
      const block = this.oneOf(blocks);
      const taken: string[] = [];
      for (const seatId of block) {
        const answer = await this.tell('toggle', () => this.phone.toggle(seatId));
        if (!answer.done) break;
        taken.push(seatId);
        await this.think(0.4, 1.6);
      }
      if (taken.length === block.length) return taken;
      await this.giveBack(taken);
      await this.think(1, 3);
    }
    return [];
  }

  private async giveBack(seatIds: readonly string[]): Promise<void> {
    for (const seatId of seatIds) {
      await this.tell('toggle', () => this.phone.toggle(seatId));
      await this.think(0.3, 1);
    }
  }

  /** Sends a command; when asked to slow down it waits as long as it was told and tries once more. */
  private async tell(command: 'toggle' | 'checkout' | 'book', send: () => Promise<Answer>): Promise<Answer> {
    let answer = await send();
    this.heard(command, answer);
    if (!answer.done && answer.status === 429) {
      await sleep(answer.retryAfterMs, undefined, { signal: this.signal });
      answer = await send();
      this.heard(command, answer);
    }
    return answer;
  }

  private async think(from: number, to: number): Promise<void> {
    const seconds = from + (to - from) * this.random();
    await sleep(seconds * 1000 * this.pace, undefined, { signal: this.signal });
  }

  private chance(likelihood: number): boolean {
    return this.random() < likelihood;
  }

  private oneOf<T>(things: readonly T[]): T {
    return things[Math.floor(this.random() * things.length)] as T;
  }
}
