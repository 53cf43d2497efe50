/** Other kiosks: a manager opens the house to them, has a code shown, revokes them; or this kiosk joins another's house. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Answer, Request } from '../../theatre/contract/ipc.ts';
import type { KiosksValues, KiosksView } from '../../theatre/contract/ipc-kiosks.ts';
import type { HouseNetwork } from '../../theatre/log/lan/house-network.ts';
import { newKey } from '../../theatre/log/lan/new-key.ts';
import type { Admission } from '../../theatre/pairing/handshake.ts';
import { join } from '../../theatre/pairing/join.ts';
import { OpenCode } from '../../theatre/pairing/open-code.ts';
import { ownAddresses } from '../../theatre/certificate.ts';
import { done, notDone, type Handlers } from './calls.ts';
import { enterHouse, houseSecrets, keepAdmission, leaveHouse, type JoinedHouse } from './joined-house.ts';
import type { KeptManagers } from './kept-managers.ts';
import type { Session } from './session.ts';

export interface KiosksDeskOptions {
  /** Of this kiosk's own house; undefined until its log is there, and in another's house. */
  readonly network: () => HouseNetwork | undefined;
  readonly joined: JoinedHouse | undefined;
  /** True where `NATS_URL` says where the log is. */
  readonly elsewhere: boolean;
  readonly revoked: () => boolean;
  readonly session: Pick<Session, 'actor' | 'view'>;
  readonly managers: Pick<KeptManagers, 'known' | 'refusal'>;
  /** Where this kiosk's own things are, also while it is in another's house. */
  readonly dataFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly push: (view: KiosksView) => void;
  /** Closes the house, does this, and opens what there is then; soon, so that the window has its answer before. */
  readonly anew: (meanwhile: () => Promise<void>) => void;
}

type Own = Extract<KiosksView, { is: 'own' }>;

export class KiosksDesk {
  #code: OpenCode | undefined;
  #last: Own['last'];
  #joining = false;
  readonly #options: KiosksDeskOptions;

  constructor(options: KiosksDeskOptions) {
    this.#options = options;
  }

  get view(): KiosksView {
    const { network, joined, elsewhere, revoked, managers } = this.#options;
    const asksPin = managers.known;
    if (elsewhere) return { is: 'elsewhere' };
    if (joined)
      return {
        is: 'joined',
        name: joined.name,
        address: joined.server,
        since: joined.since,
        revoked: revoked(),
        asksPin,
      };
    const own = network();
    if (!own) return { is: 'starting' };
    return {
      is: 'own',
      open: own.port !== undefined,
      addresses: addressesAt(own.port),
      // Whoever has it can let a machine of their own in.
      ...(this.#code && this.#isManager ? { code: shown(this.#code) } : {}),
      ...(this.#last ? { last: this.#last } : {}),
      machines: own.members.map(({ id, name, role, since }) => ({
        id,
        name,
        role,
        since,
        connected: own.connected.has(id),
      })),
      name: ownName(),
      asksPin,
    };
  }

  get calls(): Pick<Handlers, keyof KiosksValues> {
    return {
      kiosks: () => done(this.view),
      openToKiosks: () => this.#asManager((network) => network.open()),
      closeToKiosks: () =>
        this.#asManager(async (network) => {
          this.#code?.close();
          await network.close();
        }),
      newCode: () => this.#asManager((network) => this.#showCode(network)),
      endCode: () => this.#asManager(() => Promise.resolve(this.#code?.close())),
      revokeKiosk: ({ id }) => this.#asManager((network) => network.revoke(id)),
      joinHouse: (request) => this.#join(request),
      leaveHouse: ({ pin }) => this.#leave(pin),
    };
  }

  changed(): void {
    this.#options.push(this.view);
  }

  close(): void {
    this.#code?.close();
  }

  async #asManager(task: (network: HouseNetwork) => Promise<Answer<never> | void>): Promise<Answer<null>> {
    if (!this.#isManager) return notDone('needs-manager');
    const network = this.#options.network();
    if (!network) return notDone('not-ready');
    try {
      const refused = await task(network);
      this.changed();
      return refused ?? done(null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return notDone('port-taken');
      throw error;
    }
  }

  async #showCode(network: HouseNetwork): Promise<Answer<never> | void> {
    const { dataFolder, env } = this.#options;
    if (network.port === undefined) return notDone('house-closed');
    const secrets = houseSecrets(dataFolder, env);
    if (!secrets) return notDone('not-ready');
    this.#code?.close();
    this.#last = undefined;
    // For the addresses that this machine has by now.
    await network.open();
    const code = new OpenCode({
      admit: async ({ name, publicKey }) => {
        const id = `kiosk-${randomBytes(6).toString('hex')}`;
        await network.admit({ id, name, role: 'kiosk', publicKey, since: Date.now() });
        this.#last = { end: 'used', name };
        this.changed();
        const admission: Admission = {
          id,
          role: 'kiosk',
          ca: network.ca ?? '',
          servers: addressesAt(network.port),
          secrets,
        };
        return admission;
      },
      onEnd: (end) => {
        if (this.#code !== code) return;
        this.#code = undefined;
        network.pairing = undefined;
        if (end === 'expired' || end === 'tried-out') this.#last = { end };
        this.changed();
      },
    });
    this.#code = code;
    network.pairing = async (socket, fingerprint) => {
      await code.receive(socket, fingerprint);
      this.changed();
    };
  }

  get #isManager(): boolean {
    return this.#options.session.actor?.role === 'manager';
  }

  /** A manager may decide it, while the log is not there by a PIN that this kiosk has kept; or anybody where it has kept none. */
  async #refusesMove(pin: string | undefined): Promise<Answer<never> | undefined> {
    const { session, managers } = this.#options;
    if (this.#isManager) return undefined;
    if (session.view.is !== 'starting') return notDone('needs-manager');
    return managers.known ? managers.refusal(pin) : undefined;
  }

  async #join({ address, code, name, pin }: Request<'joinHouse'>): Promise<Answer<null>> {
    const refused = await this.#refusesMove(pin);
    if (refused) return refused;
    if (this.#options.elsewhere || this.#joining) return notDone('not-ready');
    this.#joining = true;
    try {
      const { publicKey, seed } = newKey();
      const outcome = await join({ address, code, name, publicKey });
      if ('refused' in outcome) return notDone(outcome.refused);
      const { dataFolder, anew } = this.#options;
      const joined = { name, server: outcome.server, since: Date.now() };
      await keepAdmission(dataFolder, joined, outcome.joined, seed);
      anew(() => enterHouse(dataFolder));
      return done(null);
    } finally {
      this.#joining = false;
    }
  }

  async #leave(pin: string | undefined): Promise<Answer<null>> {
    const { joined, dataFolder, anew } = this.#options;
    const refused = await this.#refusesMove(pin);
    if (refused) return refused;
    if (!joined) return notDone('not-ready');
    anew(() => leaveHouse(dataFolder));
    return done(null);
  }
}

/** What people call this machine, as far as its own name says. */
const ownName = (): string => (hostname().split('.')[0] ?? '').slice(0, 40);

function addressesAt(port: number | undefined): readonly string[] {
  if (port === undefined) return [];
  const all = ownAddresses();
  // What is shorter to type, where there is any.
  const short = all.filter((address) => !address.includes(':'));
  return short.length > 0 ? short.map((address) => `${address}:${port}`) : all.map((address) => `[${address}]:${port}`);
}

const shown = ({ code, until, triesLeft }: OpenCode) => ({ text: code, until, triesLeft });
