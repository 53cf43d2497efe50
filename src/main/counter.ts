/** The counter: the screening that the window shows, and what its clerk does to it. */
import type { Settlement, WholeScreening, Frame } from '../../theatre/contract/frame.ts';
import type { Answer, Request, Sale } from '../../theatre/contract/ipc.ts';
import { reasonOf, type CommandInput, type Outcome } from '../../theatre/log/desk.ts';
import { bookSealed } from '../../theatre/log/sealed-booking.ts';
import type { LiveScreening } from '../../theatre/log/screenings.ts';
import type { Actor, Policy } from '../../theatre/screening/commands.ts';
import { get } from '../../theatre/screening/persistent-map.ts';
import { selectionOf, type ScreeningState } from '../../theatre/screening/state.ts';
import { done, notDone } from './calls.ts';
import type { Moment } from './frame.ts';
import { openLive } from './open-live.ts';
import { newOrderReference } from './order-reference.ts';
import { ScreeningFeed } from './screening-feed.ts';
import type { Session } from './session.ts';
import type { Theatre } from './theatre.ts';

export interface CounterOptions {
  readonly theatre: Pick<Theatre, 'log' | 'screenings' | 'desk' | 'customerKeys' | 'attendance'>;
  readonly viewerId: string;
  /** Who acts, and who approves. */
  readonly session: Pick<Session, 'actor' | 'approve'>;
  readonly policy: Policy;
  readonly send: (frame: Frame) => void;
}

interface Shown {
  readonly live: LiveScreening;
  readonly feed: ScreeningFeed;
  readonly stop: () => void;
}

/** A sale that the log did not answer for: it may have landed, or land yet. */
interface Doubt {
  readonly screeningId: string;
  readonly order: string;
  readonly seatIds: readonly string[];
  readonly total: number;
}

/** In whose name a command is. */
export interface Acting {
  readonly viewerId: string;
  readonly actor: Actor;
}

interface Approved {
  readonly reason: string;
  readonly approvedBy?: string;
}

export class Counter {
  readonly #options: CounterOptions;
  #shown: Shown | undefined;
  #opening = 0;
  #doubt: Doubt | undefined;
  #settlement: Settlement | null = null;

  constructor(options: CounterOptions) {
    this.#options = options;
  }

  /** Shows a screening in place of the one before. */
  async open(screeningId: string): Promise<Answer<WholeScreening>> {
    const { theatre, viewerId, policy, send } = this.#options;
    this.leave();
    const opening = ++this.#opening;
    const live = await openLive(theatre, screeningId);
    if (typeof live === 'string') return notDone(live);
    // The clerk went on to another one meanwhile.
    if (opening !== this.#opening) return notDone('superseded');
    const release = live.retain();
    this.#settlement = null;
    const feed = new ScreeningFeed({ onlooker: { viewerId, policy }, now: () => this.#momentOf(live), send });
    const stopListening = [live.onItem(() => feed.changed()), live.onFresh(() => feed.changed())];
    const stop = () => {
      feed.stop();
      for (const unlisten of stopListening) unlisten();
      release();
      void theatre.attendance.leave(screeningId, viewerId);
    };
    this.#shown = { live, feed, stop };
    void theatre.attendance.join(screeningId, viewerId);
    return done(feed.whole());
  }

  leave(): void {
    this.#opening++;
    this.#shown?.stop();
    this.#shown = undefined;
  }

  shown({ screeningId, frame }: Request<'shown'>): void {
    if (this.#shown?.live.id === screeningId) this.#shown.feed.shown(frame);
  }

  /** The open screening as the log has it; undefined where another one is open, or none. */
  screening(screeningId: string): ScreeningState | undefined {
    const { live } = this.#shown ?? {};
    return live?.id === screeningId ? live.state : undefined;
  }

  /** Hands what a clerk asks of the open screening to the desk, in this kiosk's name and the clerk's. */
  async act(screeningId: string, command: (acting: Acting) => CommandInput): Promise<Outcome | Answer<never>> {
    const { viewerId, session } = this.#options;
    const { actor } = session;
    if (!actor) return notDone('not-signed-in');
    return this.#submit(screeningId, command({ viewerId, actor }));
  }

  /** The same, where there is nothing more to say than that it was done. */
  async change(screeningId: string, command: (acting: Acting) => CommandInput): Promise<Answer<null>> {
    const outcome = await this.act(screeningId, command);
    if ('done' in outcome) return outcome;
    return 'accepted' in outcome ? done(null) : refusalOf(outcome);
  }

  async book({ screeningId, seatIds, total, tenders, comp, order, ...asked }: Request<'book'>): Promise<Answer<Sale>> {
    const { name, email, ticketTypes, promo, collectBy } = asked;
    const sale: Sale = { order: order ?? newOrderReference(), seatIds, total };
    const approved = comp && (await this.#approved(comp));
    if (approved && 'done' in approved) return approved;
    if (!this.#usable(screeningId)) return notDone('log-unreachable');
    const outcome = await bookSealed<Outcome | Answer<never>>({
      keys: this.#options.theatre.customerKeys,
      of: { screeningId, order: sale.order },
      person: { name, ...(email === undefined ? {} : { email }) },
      book: (customer) =>
        this.act(screeningId, (acting) => ({
          ...acting,
          type: 'book',
          order: sale.order,
          seatIds,
          total,
          customer,
          payment: { status: collectBy === undefined ? 'paid' : 'due', tenders },
          ...(ticketTypes ? { ticketTypes } : {}),
          ...(promo === undefined ? {} : { promo }),
          ...(approved ? { comp: approved } : {}),
          ...(collectBy === undefined ? {} : { collectBy }),
        })),
      landed: (answer) => {
        if ('accepted' in answer) return answer.events;
        return 'unsettled' in answer && answer.why === 'no-answer' ? undefined : [];
      },
    });
    if ('notKept' in outcome) return notDone(outcome.notKept === 'log-full' ? 'log-full' : 'log-unreachable');
    if ('done' in outcome) return outcome;
    if ('accepted' in outcome) {
      this.#doubt = undefined;
      return done(sale);
    }
    const answer = refusalOf(outcome);
    if (!('unsettled' in outcome) || outcome.why !== 'no-answer') return answer;
    this.#doubt = { screeningId, ...sale };
    // It may have landed between the desk's patience and now.
    this.#shown?.feed.changed();
    return notDone('unsettled', { order: sale.order });
  }

  /** Why tickets are given away, with the manager who says so: whoever acts, or the one whose PIN was typed. */
  async #approved({ reason, pin }: NonNullable<Request<'book'>['comp']>): Promise<Approved | Answer<never>> {
    if (pin === undefined) return { reason };
    const approval = await this.#options.session.approve(pin);
    return 'refused' in approval ? notDone(approval.refused) : { reason, approvedBy: approval.approvedBy };
  }

  #submit(screeningId: string, command: CommandInput): Promise<Outcome> {
    const away = { unsettled: true, commandId: '', why: 'unreachable' } as const;
    if (!this.#usable(screeningId)) return Promise.resolve(away);
    return this.#options.theatre.desk.submit(screeningId, command);
  }

  /** Where the log is known to be away nothing is tried, so nothing can land later. */
  #usable(screeningId: string): boolean {
    const { live } = this.#shown ?? {};
    return live?.id === screeningId && this.#options.theatre.log.connected && live.fresh;
  }

  #momentOf(live: LiveScreening): Moment {
    const { sequence, state, presence, feed, fresh } = live;
    this.#settle(live);
    return { sequence, state, presence, feed, fresh, settlement: this.#settlement };
  }

  /** What became of a sale in doubt is known once the ledger has its order, or has moved the seats on without it. */
  #settle({ id, state, fresh }: LiveScreening): void {
    const doubt = this.#doubt;
    if (!doubt || doubt.screeningId !== id || !fresh) return;
    const { order, seatIds, total } = doubt;
    const sold = get(state.orders, order) !== undefined;
    const held = selectionOf(state, this.#options.viewerId);
    if (!sold && seatIds.every((seatId) => held.includes(seatId))) return;
    this.#doubt = undefined;
    this.#settlement = { order, seatIds, total, sold };
  }
}

export function refusalOf(outcome: Exclude<Outcome, { accepted: true }>): Answer<never> {
  if ('rejected' in outcome) return notDone(outcome.rejected, { seats: outcome.seats });
  return notDone(reasonOf(outcome.why));
}
