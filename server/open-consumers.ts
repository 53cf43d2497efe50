/** Every consumer of the log that this server runs: each is a folder in `consumers/` and a line here. */
import { join } from 'node:path';
import { messageOf } from '../theatre/log/errors.ts';
import { ConfigError } from './config.ts';
import type { Consumer, ConsumerContext, StartConsumer } from './consumers/consumer.ts';
import { startDatabase } from './consumers/database/index.ts';
import { startMail } from './consumers/mail/index.ts';
import { startNotices } from './consumers/notices/index.ts';
import { startStats } from './consumers/stats/index.ts';

export const databaseFileIn = (dataFolder: string): string => join(dataFolder, 'full-house.db');

/** Started in this order, stopped in the other one. */
export const consumers = {
  // First: it knows whether the log is the one that was sold from.
  database: ({ log, config, onProblem }: ConsumerContext) =>
    startDatabase({ log, file: databaseFileIn(config.dataFolder), onProblem }),
  stats: startStats,
  mail: startMail,
  notices: startNotices,
} satisfies Record<string, StartConsumer>;

type Started<L extends Record<string, StartConsumer>> = { readonly [N in keyof L]: Awaited<ReturnType<L[N]>> };

export interface Consumers<L extends Record<string, StartConsumer>> {
  /** Each by its name in the list. */
  readonly started: Started<L>;
  readonly all: readonly Consumer[];
  stop(this: void): Promise<void>;
}

/** Starts all of a list; where one cannot start, those before it are stopped again. */
export async function startConsumers<L extends Record<string, StartConsumer>>(
  list: L,
  context: ConsumerContext,
): Promise<Consumers<L>> {
  const started: Record<string, Consumer> = {};
  const stop = async () => {
    for (const consumer of Object.values(started).reverse()) await consumer.stop();
  };
  for (const [name, start] of Object.entries(list)) {
    try {
      started[name] = await start(context);
    } catch (error) {
      await stop();
      throw new ConfigError(messageOf(error), { cause: error });
    }
  }
  return { started: started as Started<L>, all: Object.values(started), stop };
}
