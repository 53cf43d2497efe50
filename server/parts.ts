/** What the routes are made of; `main.ts` opens the real ones. */
import type { SeatingPlan } from '../theatre/seating/plan.ts';
import type { Desk } from '../theatre/log/desk.ts';
import type { Log } from '../theatre/log/connection.ts';
import type { Programme, ProgrammeEntry } from '../theatre/log/programme.ts';
import type { LiveScreening, Screenings } from '../theatre/log/screenings.ts';
import type { Snapshot } from '../theatre/screening/snapshot.ts';
import type { Config } from './config.ts';
import type { OrderDetails } from './consumers/database/orders.ts';
import type { Secrets } from './data-folder.ts';
import type { Format } from './live/format.ts';
import type { Hubs } from './live/hubs.ts';
import type { Metrics } from './metrics.ts';
import type { Problem } from './problem.ts';

/** What has been sold, as the database knows it. */
export interface OrderQueries {
  /** Undefined where there is none, or the database is not that far yet. */
  byReference(reference: string): OrderDetails | undefined;
}

/** The seating plans that a screening can be opened in. */
export interface Houses {
  list(): readonly SeatingPlan[];
  byId(id: string): SeatingPlan | undefined;
}

/** What routes answer with; the views and the stream formats are pure and know nothing of HTTP. */
export interface Views {
  programme(entries: readonly ProgrammeEntry[]): string;
  page(snapshot: Snapshot, viewerId: string): string;
  seatMap(snapshot: Snapshot, viewerId: string | undefined): string;
  order(order: OrderDetails): string;
  /** For a person who followed a link that leads nowhere, say. */
  problem(problem: Problem): string;
  /** Of the stream that keeps a screening's page true. */
  readonly html: Format<Snapshot>;
}

export interface Parts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: Pick<Log, 'connected'>;
  readonly screenings: Pick<Screenings, 'open'>;
  readonly desk: Pick<Desk, 'submit'>;
  readonly programme: Pick<Programme, 'list' | 'onChange'>;
  readonly orders: OrderQueries;
  readonly houses: Houses;
  readonly hubs: Pick<Hubs, 'snapshot' | 'stream' | 'close'>;
  readonly views: Views;
  readonly metrics: Metrics;
  /** What this server still waits for, in words; empty when it can serve. */
  readonly waitingFor: () => readonly string[];
}

export type { LiveScreening };
