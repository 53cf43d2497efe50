/** What the routes are made of; `main.ts` opens the real ones. */
import type { Formats } from '../theatre/contract/formats.ts';
import type { CustomerKeys } from '../theatre/log/customer-keys.ts';
import type { Erasures } from '../theatre/log/erasures.ts';
import type { Desk } from '../theatre/log/desk.ts';
import type { Log } from '../theatre/log/connection.ts';
import type { Houses } from '../theatre/log/houses.ts';
import type { Programme, ProgrammeEntry } from '../theatre/log/programme.ts';
import type { LiveScreening, Screenings } from '../theatre/log/screenings.ts';
import type { Config } from './config.ts';
import type { FiguresSnapshot, Stats } from './consumers/stats/index.ts';
import type { Mail } from './consumers/mail/index.ts';
import type { StaffNotices } from './consumers/notices/index.ts';
import type { FoundOrder, OrderDetails } from './consumers/database/orders.ts';
import type { SoldBooks } from './consumers/database/sold.ts';
import type { CustomerOffice } from './customers/customer-office.ts';
import type { Secrets } from './data-folder.ts';
import type { Hubs, ProgrammeStream, Topics } from './live/index.ts';
import type { HealthStream } from './health-stream.ts';
import type { HealthWatch } from './health-watch.ts';
import type { Metrics } from './metrics.ts';
import type { NoticeStream } from './notice-stream.ts';
import type { OrderSnapshot } from './order-stream.ts';
import type { StaffProgramme, StaffSnapshot } from './staff-stream.ts';
import type { Nights } from './replay/nights.ts';
import type { DoorSnapshot } from './tickets/door-count.ts';

/** What has been sold, as the database knows it. */
export interface OrderQueries {
  /** Undefined where there is none, or the database is not that far yet. */
  byReference(reference: string): OrderDetails | undefined;
  /** Orders in which every word of the query is found, the newest first; of one screening where it is named. */
  search(query: string, screeningId?: string): readonly FoundOrder[];
  /** Whole screenings as they were sold, and how far the rows go. */
  readonly books: Pick<SoldBooks, 'of' | 'sequence'>;
}

export interface Parts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: Pick<Log, 'connected'>;
  readonly screenings: Pick<Screenings, 'open'>;
  readonly desk: Pick<Desk, 'submit'>;
  /** What customers are sealed with. */
  readonly customerKeys: Pick<CustomerKeys, 'take' | 'discard' | 'read'>;
  /** One customer's own: to take along, and to forget. */
  readonly customers: Pick<CustomerOffice, 'export' | 'erase'>;
  readonly erasures: Pick<Erasures, 'has' | 'onErased'>;
  /** Resolves when who was erased is noted beside the data and the backups, as far as it can be. */
  readonly rememberErased: () => Promise<void>;
  readonly programme: Pick<Programme, 'list' | 'onChange'>;
  readonly programmeStream: Pick<ProgrammeStream<ProgrammeEntry>, 'snapshot' | 'stream'>;
  readonly orders: OrderQueries;
  readonly stats: Pick<Stats, 'of' | 'all' | 'onChange' | 'onAnyChange' | 'fresh' | 'sequence'>;
  readonly mail: Pick<Mail, 'enabled' | 'stateOf' | 'otherAddress' | 'ask'>;
  readonly notices: Pick<StaffNotices, 'snapshot'>;
  readonly noticeStream: Pick<NoticeStream, 'stream'>;
  readonly health: Pick<HealthWatch, 'ask' | 'now'>;
  readonly healthStream: Pick<HealthStream, 'stream'>;
  readonly figuresStreams: Pick<Topics<FiguresSnapshot>, 'stream' | 'size'>;
  readonly doorStreams: Pick<Topics<DoorSnapshot>, 'stream' | 'size'>;
  readonly staffStreams: Pick<Topics<StaffSnapshot>, 'stream' | 'size'>;
  readonly staffProgrammeStreams: Pick<Topics<StaffProgramme>, 'stream' | 'size'>;
  readonly orderStreams: Pick<Topics<OrderSnapshot>, 'stream' | 'size'>;
  /** The seating plans that a screening can be opened in. */
  readonly houses: Pick<Houses, 'list' | 'byId' | 'lastRevision' | 'submit'>;
  /** Money and times as the house writes them. */
  readonly formats: Formats;
  readonly hubs: Pick<Hubs, 'snapshot' | 'stream' | 'close'>;
  /** What was, to look at. */
  readonly nights: Nights;
  readonly metrics: Metrics;
  /** What this server still waits for, in words; empty when it can serve. */
  readonly waitingFor: () => readonly ('log' | 'programme' | 'database')[];
  /** Epoch milliseconds at which the log was last heard; null while it is. What is known is of then. */
  readonly asOf: () => number | null;
}

export type { LiveScreening };
