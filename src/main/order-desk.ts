/** The order that the window shows: looked up in the database, followed in the log, changed through the desk. */
import { randomUUID, type KeyObject } from 'node:crypto';
import type {
  CustomerErasure,
  FoundOrders,
  OrderAct,
  OrderChanged,
  OrderFile,
  Quote,
  ScannedTicket,
} from '../../theatre/contract/ipc-orders.ts';
import { orderOf } from '../../theatre/contract/order-file.ts';
import type { Answer, Problem, Request } from '../../theatre/contract/ipc.ts';
import type { LiveScreening } from '../../theatre/log/screenings.ts';
import type { Policy } from '../../theatre/screening/commands.ts';
import { get } from '../../theatre/screening/persistent-map.ts';
import { obstacle } from '../../theatre/screening/obstacle.ts';
import { bestAvailable } from '../../theatre/seating/best-available.ts';
import { readTicket } from '../../theatre/ticket/code.ts';
import { readPublicKey } from '../../theatre/ticket/keys.ts';
import { done, notDone } from './calls.ts';
import { refusalOf } from './counter.ts';
import { openLive } from './open-live.ts';
import { commandOf, quoteOf } from './order-quote.ts';
import { scanned } from './scanned.ts';
import type { ApiAnswer, ServerApi } from './server-api.ts';
import type { Session } from './session.ts';
import type { Theatre } from './theatre.ts';

export interface OrderDeskOptions {
  /** Undefined until the log has answered. */
  readonly theatre: () => Pick<Theatre, 'log' | 'screenings' | 'desk' | 'people' | 'erasures'> | undefined;
  readonly api: Pick<ServerApi, 'get' | 'post' | 'file'>;
  readonly session: Pick<Session, 'actor'>;
  readonly policy: Policy;
  readonly send: (changed: OrderChanged) => void;
}

interface Shown {
  readonly order: string;
  readonly screeningId: string;
  readonly live: LiveScreening | undefined;
  readonly stop: () => void;
}

/** Of the server's answer. */
interface ErasedLine {
  readonly outcome: string;
  readonly plain: boolean;
}

export class OrderDesk {
  readonly #options: OrderDeskOptions;
  #shown: Shown | undefined;
  /** The house's own, for tickets; asked for once it is needed. */
  #key: KeyObject | undefined;
  #showing = 0;

  constructor(options: OrderDeskOptions) {
    this.#options = options;
  }

  async find({ q, screeningId }: Request<'findOrders'>): Promise<Answer<FoundOrders>> {
    const ticket = await this.#looked(q);
    // Whatever is being shown, a ticket in the hand says itself where it belongs.
    const where = screeningId === undefined || ticket ? '' : `&screening=${screeningId}`;
    const found = await this.#options.api.get<FoundOrders>(
      `/api/orders?q=${encodeURIComponent(ticket?.order ?? q)}${where}`,
    );
    return answered(found, ({ orders, asOf }) => ({ orders, asOf, ...(ticket ? { ticket } : {}) }));
  }

  /** A ticket in the hand: what it says, and whether this house signed it. */
  async #looked(q: string): Promise<ScannedTicket | undefined> {
    const ticket = scanned(q);
    if (!ticket) return undefined;
    this.#key ??= readPublicKey((await this.#options.api.file('/api/tickets/key'))?.toString('utf8') ?? '');
    if (!this.#key) return { ...ticket, check: 'unchecked' };
    const read = readTicket(q, this.#key);
    if ('ticket' in read) return { ...ticket, check: 'genuine' };
    return { ...ticket, check: read.problem === 'newer-form' ? 'newer-form' : 'not-genuine' };
  }

  /** Which issue the ticket is that somebody is let in by; or why nobody is: it is forged or another's, or nobody can tell. */
  async #byTicket(order: string, act: OrderAct): Promise<{ readonly issue?: number } | { readonly problem: Problem }> {
    if (act.type !== 'admit' || act.code === undefined) return {};
    const ticket = await this.#looked(act.code);
    const isTheirs = ticket?.order === order && ticket.seatId === act.seatId;
    if (isTheirs && ticket.check === 'genuine') return { issue: ticket.issue };
    return { problem: { reason: isTheirs ? ticket.check : 'not-genuine', seats: [] } };
  }

  async show({ order }: Request<'showOrder'>): Promise<Answer<OrderFile>> {
    const showing = ++this.#showing;
    const known = this.#shown?.order === order ? this.#shown : undefined;
    if (known?.live) return this.#file(order, Math.max(known.live.ledgerSequence, this.#erasedAt(order)));
    this.#stop();
    const first = await this.#file(order, 0);
    if (!first.done || showing !== this.#showing) return first;
    const screeningId = first.value.screening.id;
    const live = await this.#open(screeningId);
    if (showing !== this.#showing) return notDone('superseded');
    this.#shown = { order, screeningId, live, stop: this.#follow(order, live) };
    return live ? this.#file(order, live.ledgerSequence) : first;
  }

  leave(): void {
    this.#showing++;
    this.#stop();
  }

  async quote({ order, act }: Request<'quoteAct'>): Promise<Answer<Quote>> {
    const ready = await this.#ready(order);
    if ('problem' in ready) return { done: false, problem: ready.problem };
    const ticket = await this.#byTicket(order, act);
    if ('problem' in ticket) return { done: false, problem: ticket.problem };
    const now = { state: ready.live.state, policy: this.#options.policy, at: Date.now() };
    const quote = quoteOf(now, { order, act, actor: ready.actor, commandId: randomUUID(), ...ticket });
    return 'rejected' in quote ? refusalOf(quote) : done(quote);
  }

  async act({ order, act, commandId }: Request<'actOnOrder'>): Promise<Answer<null>> {
    const ready = await this.#ready(order);
    if ('problem' in ready) return { done: false, problem: ready.problem };
    const ticket = await this.#byTicket(order, act);
    if ('problem' in ticket) return { done: false, problem: ticket.problem };
    const outcome = await ready.theatre.desk.submit(
      ready.live.id,
      commandOf({ order, act, actor: ready.actor, commandId, ...ticket }),
    );
    return 'accepted' in outcome ? done(null) : refusalOf(outcome);
  }

  /** As many of the best seats as are given back, of their category where that has enough. */
  async best({ order, from }: Request<'bestForExchange'>): Promise<Answer<{ readonly seatIds: readonly string[] }>> {
    const ready = await this.#ready(order);
    if ('problem' in ready) return { done: false, problem: ready.problem };
    const { state } = ready.live;
    const buyer = get(state.orders, order)?.viewerId ?? '';
    const isFree = (seatId: string) => !obstacle(state, seatId, buyer, Date.now());
    const categories = new Set(from.map((seatId) => state.index.byId.get(seatId)?.category));
    const [category] = categories.size === 1 ? categories : [];
    const { plan } = state.index;
    const alike = category === undefined ? null : bestAvailable(plan, isFree, { seats: from.length, category });
    const seatIds = alike ?? bestAvailable(plan, isFree, { seats: from.length });
    return seatIds ? done({ seatIds }) : notDone('not-enough-seats');
  }

  async resendMail({ order }: Request<'resendMail'>): Promise<Answer<null>> {
    const { actor } = this.#options.session;
    if (!actor) return notDone('locked');
    return answered(await this.#options.api.post(`/api/orders/${order}/mail`, { by: actor.id }), () => null);
  }

  /** The order panel asks once; here it is refused to whoever is no manager. */
  async eraseCustomer({ order }: Request<'eraseCustomer'>): Promise<Answer<CustomerErasure>> {
    const { actor } = this.#options.session;
    if (!actor) return notDone('locked');
    if (actor.role !== 'manager') return notDone('needs-manager');
    const answer = await this.#options.api.post<{ readonly orders: readonly ErasedLine[] }>('/api/customers/erase', {
      order,
      by: actor.id,
    });
    return answered(answer, ({ orders: [erased] }) => ({
      pending: erased?.outcome !== 'erased',
      plain: erased?.plain === true,
    }));
  }

  /** Where in the log the order's customer was erased; 0 where they were not. */
  #erasedAt(order: string): number {
    return this.#options.theatre()?.erasures.all.find((erased) => erased.order === order)?.sequence ?? 0;
  }

  #stop(): void {
    this.#shown?.stop();
    this.#shown = undefined;
  }

  async #file(order: string, after: number): Promise<Answer<OrderFile>> {
    const found = await this.#options.api.get<OrderFile>(`/api/orders/${order}?after=${after}`);
    return answered(found, (file) => ({ ...file, names: this.#namesIn(file) }));
  }

  #namesIn({ events }: OrderFile): Readonly<Record<string, string>> {
    const known = this.#options.theatre()?.people.state.names ?? {};
    const named = new Set(events.map(({ event }) => event.by));
    return Object.fromEntries(Object.entries(known).filter(([id]) => named.has(id)));
  }

  /** The order's screening, for whoever may act; with nothing tried while the log is known to be away. */
  async #ready(order: string) {
    const refuse = (reason: string): { readonly problem: Problem } => ({ problem: { reason, seats: [] } });
    const theatre = this.#options.theatre();
    const { actor } = this.#options.session;
    if (!actor) return refuse('locked');
    if (!theatre?.log.connected) return refuse('log-unreachable');
    const shown = this.#shown;
    if (shown?.order !== order) return refuse('superseded');
    const live = shown.live ?? (await this.#open(shown.screeningId));
    return live?.fresh === true ? { theatre, live, actor } : refuse('log-unreachable');
  }

  async #open(screeningId: string): Promise<LiveScreening | undefined> {
    const theatre = this.#options.theatre();
    if (!theatre?.log.connected) return undefined;
    const live = await openLive(theatre, screeningId);
    return typeof live === 'string' ? undefined : live;
  }

  #follow(order: string, live: LiveScreening | undefined): () => void {
    if (!live) return this.#followLater(order);
    const release = live.retain();
    const unlisten = live.onItem((item) => {
      if (item.kind === 'ledger' && orderOf(item.event) === order) {
        this.#options.send({ order, commandId: item.event.commandId });
      }
    });
    // Read from the database while the log was away: it may be older than what the log has.
    const fresh = live.onFresh((is) => is && this.#options.send({ order, commandId: '' }));
    const erased = this.#options
      .theatre()
      ?.erasures.onErased((one) => one.order === order && this.#options.send({ order, commandId: '' }));
    return () => {
      erased?.();
      unlisten();
      fresh();
      release();
    };
  }

  /** Shown while the log was away: once it is back the window asks again, and it is followed from then on. */
  #followLater(order: string): () => void {
    return (
      this.#options.theatre()?.log.onStatus((connected) => {
        if (!connected) return;
        this.#stop();
        this.#options.send({ order, commandId: '' });
      }) ?? (() => undefined)
    );
  }
}

/** What the server said, as an answer to the window. */
export function answered<T, V>(answer: ApiAnswer<T>, value: (of: T) => V): Answer<V> {
  switch (answer.is) {
    case 'ok':
      return done(value(answer.value));
    case 'refused':
      return notDone(answer.code, answer.detail === '' ? {} : { message: answer.detail });
    case 'away':
      return notDone('server-away');
    default:
      return answer satisfies never;
  }
}
