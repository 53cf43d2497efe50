/** This house on the network: who was let in, the gateway while it is open, and the room where others are paired. */
import { unwatchFile, watchFile } from 'node:fs';
import type { EmbeddedLog } from '../embedded.ts';
import { messageOf } from '../errors.ts';
import { Gateway, type PairingRoom } from './gateway.ts';
import { membersFile, readMembers, writeMembers, type Members } from './members.ts';
import type { Member } from './roles.ts';

export interface HouseNetworkOptions {
  readonly embedded: Pick<EmbeddedLog, 'folder' | 'port' | 'reload'>;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly onProblem: (message: string) => void;
}

/** Another process of this user may have changed the list: `npm run pair`. */
const LOOK_MS = 500;
/** A certificate for addresses that came later. */
const RENEW_MS = 3_600_000;

export class HouseNetwork {
  /** Set while a code is open. */
  pairing: PairingRoom | undefined;
  readonly #options: HouseNetworkOptions;
  readonly #listeners = new Set<() => void>();
  #members: Members;
  #gateway: Gateway | undefined;
  #doing: Promise<void> = Promise.resolve();
  #closed = false;
  readonly #renewal: ReturnType<typeof setInterval>;

  private constructor(options: HouseNetworkOptions) {
    this.#options = options;
    this.#members = readMembers(options.embedded.folder);
    this.#renewal = setInterval(() => void this.#renew(), RENEW_MS);
    this.#renewal.unref();
    watchFile(membersFile(options.embedded.folder), { interval: LOOK_MS, persistent: false }, this.#look);
  }

  /** Opens the gateway where the house was left open. */
  static async start(options: HouseNetworkOptions): Promise<HouseNetwork> {
    const network = new HouseNetwork(options);
    if (network.#members.open) {
      await network.#openGateway().catch((error: unknown) => {
        options.onProblem(`Other kiosks cannot reach this house: ${messageOf(error)}`);
      });
    }
    return network;
  }

  get members(): readonly Member[] {
    return this.#members.list;
  }

  /** Where others connect to; undefined while the house is closed to them. */
  get port(): number | undefined {
    return this.#gateway?.port;
  }

  /** PEM of the house's authority, while it is open. */
  get ca(): string | undefined {
    return this.#gateway?.ca;
  }

  /** Ids of the members that are connected now. */
  get connected(): ReadonlySet<string> {
    return this.#gateway?.connected ?? new Set();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Throws where the port cannot be had. */
  open(): Promise<void> {
    return this.#next(async () => {
      await this.#openGateway();
      await this.#keep((members) => ({ ...members, open: true }));
    });
  }

  /** Ends every connection from the network; who was let in stays so. */
  close(): Promise<void> {
    return this.#next(async () => {
      await this.#gateway?.close();
      this.#gateway = undefined;
      await this.#keep((members) => ({ ...members, open: false }));
    });
  }

  /** Resolves once the machine can connect. */
  admit(member: Member): Promise<void> {
    return this.#next(() =>
      this.#keep(({ list, ...rest }) => ({
        ...rest,
        list: [...list.filter(({ publicKey }) => publicKey !== member.publicKey), member],
      })),
    );
  }

  /** Resolves once the machine is cut off; its key is never good again. */
  revoke(id: string): Promise<void> {
    return this.#next(() =>
      this.#keep(({ list, ...rest }) => ({ ...rest, list: list.filter((member) => member.id !== id) })),
    );
  }

  async stop(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#renewal);
    unwatchFile(membersFile(this.#options.embedded.folder), this.#look);
    await this.#doing;
    await this.#gateway?.close();
  }

  #renew(): Promise<void> {
    return this.#next(async () => this.#gateway?.renew()).catch((error: unknown) => {
      this.#options.onProblem(`The house's certificate cannot be renewed: ${messageOf(error)}`);
    });
  }

  async #openGateway(): Promise<void> {
    const { embedded, host, port } = this.#options;
    if (this.#gateway) return this.#gateway.renew();
    this.#gateway = await Gateway.open({
      folder: embedded.folder,
      host,
      port,
      upstream: () => embedded.port,
      member: (key) => this.#members.list.find(({ publicKey }) => publicKey === key),
      pairing: () => this.pairing,
      onChange: () => this.#tell(),
    });
  }

  /** Of what the file says now: what another process has just changed is not undone. */
  async #keep(change: (members: Members) => Members): Promise<void> {
    const { folder } = this.#options.embedded;
    const members = change(readMembers(folder));
    await writeMembers(folder, members);
    await this.#apply(members);
  }

  /** First the connections, which a machine would otherwise go on using while nats-server reads its configuration. */
  async #apply(members: Members): Promise<void> {
    const same = JSON.stringify(members.list) === JSON.stringify(this.#members.list);
    this.#members = members;
    this.#gateway?.expel();
    if (!same) await this.#options.embedded.reload();
    this.#tell();
  }

  readonly #look = (): void => {
    void this.#next(async () => {
      const members = readMembers(this.#options.embedded.folder);
      await this.#apply(members);
      if (members.open) await this.#openGateway();
      else {
        await this.#gateway?.close();
        this.#gateway = undefined;
      }
      this.#tell();
    }).catch((error: unknown) => this.#options.onProblem(messageOf(error)));
  };

  /** One after the other. */
  #next(task: () => Promise<void>): Promise<void> {
    const done = this.#doing.then(() => (this.#closed ? undefined : task()));
    this.#doing = done.catch(() => undefined);
    return done;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
