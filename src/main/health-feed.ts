/** How the house is, seen from this desktop: what it knows itself, and what its server says once a second. */
import { serverFiguresSchema, type HouseFigures, type KioskFigures } from '../../theatre/contract/health.ts';
import type { PatronsStatus } from '../../theatre/contract/ipc.ts';
import type { KiosksView } from '../../theatre/contract/ipc-kiosks.ts';
import type { HealthReport } from '../../theatre/contract/ipc-health.ts';
import type { Printers } from '../../theatre/contract/ipc-tickets.ts';
import { judge, judgedSince, type Verdict } from '../../theatre/health/judge.ts';
import { DeskHistory } from '../../theatre/health/lately.ts';
import { diskOf } from '../../theatre/log/disk.ts';
import { LogProbe } from '../../theatre/log/probe.ts';
import { version } from '../../theatre/version.ts';
import type { House } from './house.ts';
import { parsed, type ServerApi } from './server-api.ts';
import type { Theatre } from './theatre.ts';

export interface HealthFeedOptions {
  readonly api: Pick<ServerApi, 'follow'>;
  readonly house: Pick<House, 'logPlace' | 'restarts' | 'status' | 'theatre'>;
  readonly dataFolder: string;
  readonly printers: () => Promise<Printers>;
  readonly kiosks: () => KiosksView;
  readonly send: (report: HealthReport) => void;
}

const EVERY_MS = 1000;
/** Asking the system for its printers takes a while. */
const PRINTERS_EVERY_MS = 15_000;

function otherKiosks(view: KiosksView): KioskFigures['kiosks'] {
  if (view.is === 'joined') return { is: 'joined', address: view.address, revoked: view.revoked };
  if (view.is !== 'own') return undefined;
  if (!view.open) return { is: 'closed' };
  const connected = view.machines.filter((one) => one.connected).length;
  return { is: 'open', letIn: view.machines.length, connected };
}

export class HealthFeed {
  readonly #options: HealthFeedOptions;
  readonly #startedAt = Date.now() - Math.round(process.uptime() * 1000);
  #theatre: { readonly is: Theatre; readonly probe: LogProbe; readonly desk: DeskHistory } | undefined;
  #patrons: { readonly is: PatronsStatus['is']; readonly since: number } = { is: 'starting', since: Date.now() };
  #server: Pick<HouseFigures, 'server' | 'heardAt'> = { server: null, heardAt: null };
  #disk: KioskFigures['disk'];
  #printer: KioskFigures['printer'];
  #printerAt = 0;
  #verdicts: readonly Verdict[] = [];
  #shown = false;

  constructor(options: HealthFeedOptions) {
    this.#options = options;
  }

  /** Looks once a second for as long as the app is open: since when something is so is known before anybody asks. */
  start(): void {
    const unfollow = this.#options.api.follow('/api/health', {
      onEvent: (name, data) => name === 'health' && this.#hear(data),
      onBroken: () => undefined,
    });
    const timer = setInterval(() => this.#look(), EVERY_MS);
    this.stop = () => {
      unfollow();
      clearInterval(timer);
    };
  }

  stop = (): void => undefined;

  /** How the server for patrons stands now. */
  patrons({ is }: PatronsStatus): void {
    if (is !== this.#patrons.is) this.#patrons = { is, since: Date.now() };
  }

  /** The report from now on once a second; answers the present one. */
  async show(): Promise<HealthReport> {
    this.#shown = true;
    await this.#ask();
    return this.report();
  }

  hide(): void {
    this.#shown = false;
  }

  report(): HealthReport {
    const now = Date.now();
    const figures: HouseFigures = { now, kiosk: this.#figures(), ...this.#server };
    this.#verdicts = judgedSince(this.#verdicts, judge(figures), now);
    return { figures, verdicts: this.#verdicts };
  }

  #hear(data: string): void {
    const figures = serverFiguresSchema.safeParse(parsed(data));
    // What another version says may mean something else.
    if (figures.success) this.#server = { server: figures.data, heardAt: Date.now() };
  }

  #look(): void {
    const { house, send } = this.#options;
    const { theatre, logPlace } = house;
    if (theatre && logPlace && this.#theatre?.is !== theatre) {
      const probe = new LogProbe({ log: theatre.log, ...logPlace });
      this.#theatre = { is: theatre, probe, desk: new DeskHistory(theatre.desk.counters) };
    }
    this.#theatre?.desk.sample(Date.now());
    const report = this.report();
    if (this.#shown) send(report);
    void this.#ask();
  }

  /** Asks the log, the disk and, while somebody looks, for the printers. Never rejects. */
  async #ask(): Promise<void> {
    const { dataFolder } = this.#options;
    const [disk] = await Promise.all([
      diskOf(dataFolder).catch(() => undefined),
      this.#theatre?.probe.ask(),
      this.#shown ? this.#askForPrinters() : undefined,
    ]);
    this.#disk = disk;
  }

  async #askForPrinters(): Promise<void> {
    const now = Date.now();
    if (now - this.#printerAt < PRINTERS_EVERY_MS) return;
    this.#printerAt = now;
    try {
      const { printers, chosen } = await this.#options.printers();
      const found = printers.some(({ name, isDefault }) => (chosen === null ? isDefault : name === chosen));
      this.#printer = { chosen, found, others: printers.length };
    } catch {
      // No window to ask with.
    }
  }

  #figures(): KioskFigures {
    const { house } = this.#options;
    const { status, restarts } = house;
    return {
      log: this.#log(),
      desk: this.#theatre?.desk.figures,
      disk: this.#disk,
      patrons: { ...this.#patrons, ...(status.patrons.is === 'open' ? { url: status.patrons.url } : {}) },
      printer: this.#printer,
      kiosks: otherKiosks(this.#options.kiosks()),
      versions: { app: version, electron: process.versions['electron'] ?? '', update: status.update },
      startedAt: this.#startedAt,
      restarts,
    };
  }

  /** Before it has ever answered there is nothing but where it is looked for. */
  #log(): KioskFigures['log'] {
    const { status, logPlace } = this.#options.house;
    if (this.#theatre) return this.#theatre.probe.figures;
    if (status.log.is !== 'lost' || !logPlace) return undefined;
    return { connected: false, since: status.log.since, ...logPlace, answer: null };
  }
}
