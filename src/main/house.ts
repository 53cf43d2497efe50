/** The running house: the log, this kiosk's part of the theatre, the server for patrons; how they stand, and their end. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Restarts } from '../../theatre/contract/health.ts';
import type { HouseStatus, LogStatus, PatronsStatus } from '../../theatre/contract/ipc.ts';
import { addressFromUrl, printable, type LogAddress } from '../../theatre/log/address.ts';
import { startEmbeddedLog, type EmbeddedLog } from '../../theatre/log/embedded.ts';
import { LogRefused } from '../../theatre/log/errors.ts';
import { HouseNetwork } from '../../theatre/log/lan/house-network.ts';
import type { KioskConfig } from './config.ts';
import { patronAddress } from '../../theatre/patron-address.ts';
import type { ServerRun } from './server-process.ts';
import { ServerSupervisor } from './server-supervisor.ts';
import { openTheatre, type Theatre } from './theatre.ts';

export interface HouseOptions {
  readonly config: KioskConfig;
  readonly kioskId: string;
  /** What the server for patrons is told to listen on. */
  readonly host: string;
  /** Starts the server for patrons on this log. */
  readonly runServer: (logEnvironment: Readonly<Record<string, string>>) => ServerRun;
  readonly onStatus: (status: HouseStatus) => void;
  /** Once the log is there. */
  readonly onTheatre: (theatre: Theatre) => void;
  /** Once other kiosks can be let in: the log is this house's own. */
  readonly onNetwork: (network: HouseNetwork) => void;
  /** Lines for whoever started the app. */
  readonly say: (line: string) => void;
}

const CHECKED_WITHIN_MS = 15_000;

export class House {
  readonly #options: HouseOptions;
  readonly #ending = new AbortController();
  #status: HouseStatus = { log: { is: 'starting' }, patrons: { is: 'starting' } };
  #serverUrl: string | undefined;
  #embedded: EmbeddedLog | undefined;
  #network: HouseNetwork | undefined;
  #logAddress: LogAddress | undefined;
  #server: ServerSupervisor | undefined;
  #theatre: Theatre | undefined;
  #opening: Promise<void> = Promise.resolve();
  #serverKnown: () => void = () => undefined;

  constructor(options: HouseOptions) {
    this.#options = options;
  }

  get status(): HouseStatus {
    return this.#status;
  }

  /** Undefined until the log is there, and where it is not this house's own. */
  get network(): HouseNetwork | undefined {
    return this.#network;
  }

  /** Undefined until the log has answered. */
  get theatre(): Theatre | undefined {
    return this.#theatre;
  }

  /** Where the log is, without its password, and whether we have started it; undefined before that is known. */
  get logPlace(): { readonly address: string; readonly embedded: boolean } | undefined {
    return this.#logAddress && { address: printable(this.#logAddress), embedded: this.#embedded !== undefined };
  }

  /** What ended and was started again by itself; of the log where it is ours. */
  get restarts(): { readonly log: Restarts | undefined; readonly server: Restarts } {
    return { log: this.#embedded?.restarts, server: this.#server?.restarts ?? { count: 0, last: null } };
  }

  /** Where this machine itself finds the server; undefined while it is not open. */
  get serverUrl(): string | undefined {
    return this.#serverUrl;
  }

  /** Where phones find the server, as the network is now; undefined while it is not open. */
  patronAddress(): ReturnType<typeof patronAddress> | undefined {
    if (this.#serverUrl === undefined) return undefined;
    const { publicUrl } = this.#options.config;
    if (publicUrl !== undefined) return { url: publicUrl, reachable: true };
    return patronAddress(this.#serverUrl, this.#options.host, networkInterfaces());
  }

  open(): void {
    this.#opening = this.#open().catch((error: unknown) => {
      if (this.#ending.signal.aborted) return;
      const problem = error instanceof Error ? error.message : String(error);
      this.#options.say(`Full House cannot open its log: ${problem}`);
      this.#setLog(error instanceof LogRefused ? { is: 'revoked' } : { is: 'failed', problem });
    });
  }

  /** Ends everything that was started, the last first. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#serverKnown();
    // The server for patrons has its own clients to tell; both go while the log is still there.
    await Promise.all([this.#server?.stop(), this.#theatre?.close(), this.#network?.stop()]);
    await this.#embedded?.stop();
    await this.#opening;
    // Started while we were ending.
    await this.#server?.stop();
    await this.#theatre?.close();
    await this.#network?.stop();
    await this.#embedded?.stop();
  }

  async #open(): Promise<void> {
    const { config, say, onTheatre } = this.#options;
    mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
    const address = await this.#address();
    this.#logAddress = address;
    if (this.#ending.signal.aborted) return;
    this.#server = new ServerSupervisor({
      run: () => this.#options.runServer(environmentOf(address)),
      onStatus: (patrons) => this.#setPatrons(patrons),
      onLine: say,
    });
    // It compares the log with the database before it opens, and suspends what was lost: nothing is sold before that.
    const checked = new Promise<void>((resolve) => (this.#serverKnown = resolve));
    const timer = setTimeout(this.#serverKnown, CHECKED_WITHIN_MS);
    this.#server.start();
    const theatre = await openTheatre({
      address,
      config,
      instance: `kiosk-${randomUUID()}`,
      kioskId: this.#options.kioskId,
      onUnreachable: () => this.#logLost(),
      onNotice: say,
      signal: this.#ending.signal,
    });
    await checked;
    clearTimeout(timer);
    this.#theatre = theatre;
    theatre.log.onStatus((connected) => {
      if (connected) this.#setLog({ is: theatre.log.replaced === true ? 'replaced' : 'connected' });
      else if (theatre.log.refused === true) this.#setLog({ is: 'revoked' });
      else this.#logLost();
    });
    onTheatre(theatre);
    if (theatre.log.connected) this.#setLog({ is: 'connected' });
  }

  async #address(): Promise<LogAddress> {
    const { config, say } = this.#options;
    if (config.natsUrl !== undefined) return addressFromUrl(config.natsUrl, config.natsCa, config.natsSeed);
    this.#embedded = await startEmbeddedLog({ folder: join(config.dataFolder, 'log'), onProblem: say });
    const embedded = this.#embedded;
    this.#network = await HouseNetwork.start({ embedded, host: '0.0.0.0', port: config.logPort, onProblem: say });
    this.#options.onNetwork(this.#network);
    return embedded.address;
  }

  /** Says that a newer version waits for the app to be closed. */
  updateReady(version: string): void {
    this.#set({ ...this.#status, update: version });
  }

  #logLost(): void {
    if (this.#status.log.is !== 'lost') this.#setLog({ is: 'lost', since: Date.now() });
  }

  #setLog(log: LogStatus): void {
    this.#set({ ...this.#status, log });
  }

  #setPatrons(patrons: PatronsStatus): void {
    this.#serverKnown();
    this.#serverUrl = patrons.is === 'open' ? patrons.url : undefined;
    const address = this.patronAddress();
    this.#set({
      ...this.#status,
      patrons: address && patrons.is === 'open' ? { ...patrons, url: address.url } : patrons,
    });
  }

  #set(status: HouseStatus): void {
    if (this.#ending.signal.aborted) return;
    this.#status = status;
    this.#options.onStatus(status);
  }
}

/** For another process: an address with its name and password in one text. */
export function natsUrlOf({ servers, user, pass }: LogAddress): string {
  const who = user === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(pass ?? '')}@`;
  return servers
    .map((server) => {
      const [scheme, host] = server.includes('://') ? server.split('://') : ['nats', server];
      return `${scheme}://${who}${host}`;
    })
    .join(',');
}

/** All that another process needs to find this log and be let in. */
function environmentOf(address: LogAddress): Readonly<Record<string, string>> {
  return {
    NATS_URL: natsUrlOf(address),
    ...(address.ca === undefined ? {} : { FULL_HOUSE_NATS_CA: address.ca }),
    ...(address.seed === undefined ? {} : { FULL_HOUSE_NATS_SEED: address.seed }),
  };
}
