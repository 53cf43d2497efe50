/** What every consumer of the log is to those who start it: a name, how far behind it is, and an end. */
import type { Log } from '../../theatre/log/connection.ts';
import type { Config } from '../config.ts';
import type { Secrets } from '../data-folder.ts';

export interface Consumer {
  /** In `/metrics` as `full_house_{name}_lag`: small letters and underscores. */
  readonly name: string;
  /** Messages that are in the log and that it has not dealt with yet. */
  readonly lag: number;
  /** Stream sequence of the last message that it has dealt with. */
  readonly sequence: number;
  /** False while it cannot read, or is on its way to where the log was when it began. */
  readonly fresh: boolean;
  /** Finishes what it has begun. */
  stop(): Promise<void>;
}

/** An order as its page shows it at this moment. Money in minor units of `currency`. */
export interface OfficeOrder {
  readonly reference: string;
  readonly screeningId: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  /** Name of the house. */
  readonly house: string;
  /** Empty where there is none, or it was erased. */
  readonly name: string;
  readonly email: string | null;
  /** Nobody is told any more who bought it. */
  readonly erased: boolean;
  readonly total: number;
  readonly currency: string;
  readonly paymentStatus: 'due' | 'paid';
  /** Epoch milliseconds until which it is kept for collection; null where it is not. */
  readonly collectBy: number | null;
  /** The screening will not take place. */
  readonly cancelled: boolean;
  /** That it has now; none once all were given back. */
  readonly seats: readonly { readonly seatId: string; readonly price: number }[];
}

/** What the server as a whole knows of an order, for whoever writes to those who bought it. */
export interface OrderOffice {
  /** Undefined where there is none, or it is not known yet. */
  now(this: void, reference: string): Promise<OfficeOrder | undefined>;
  /** The address that opens the order's page for whoever has it; undefined until the server listens. */
  link(this: void, reference: string): string | undefined;
  /** Its tickets; undefined while there are none to be had. */
  pdf?(this: void, reference: string): Promise<Uint8Array | undefined>;
}

/** What a consumer is given. Whatever it wants from another consumer it reads from the log itself. */
export interface ConsumerContext {
  readonly log: Log;
  readonly config: Config;
  readonly secrets: Secrets;
  readonly office: OrderOffice;
  /** What went wrong, in a line for the operator. */
  readonly onProblem: (problem: string) => void;
}

/** Starts a consumer; throws, in words for an operator, where Full House cannot open without it. */
export type StartConsumer<C extends Consumer = Consumer> = (context: ConsumerContext) => C | Promise<C>;
