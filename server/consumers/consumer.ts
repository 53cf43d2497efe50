/** What every consumer of the log is to those who start it: a name, how far behind it is, and an end. */
import type { Log } from '../../theatre/log/connection.ts';
import type { Config } from '../config.ts';
import type { Secrets } from '../data-folder.ts';

export interface Consumer {
  /** In `/metrics` as `full_house_{name}_lag`: small letters and underscores. */
  readonly name: string;
  /** Messages that are in the log and that it has not dealt with yet. */
  readonly lag: number;
  /** Finishes what it has begun. */
  stop(): Promise<void>;
}

/** What a consumer is given. Whatever it wants from another consumer it reads from the log itself. */
export interface ConsumerContext {
  readonly log: Log;
  readonly config: Config;
  readonly secrets: Secrets;
  /** What went wrong, in a line for the operator. */
  readonly onProblem: (problem: string) => void;
}

/** Starts a consumer; throws, in words for an operator, where Full House cannot open without it. */
export type StartConsumer<C extends Consumer = Consumer> = (context: ConsumerContext) => C | Promise<C>;
