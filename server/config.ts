/** The environment, read once and checked: what is wrong is said with the variable's name and what to write instead. */
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { BackupPlan } from './backup/schedule.ts';
import type { JournalFormat } from './journal.ts';
import type { Policy } from '../theatre/screening/decide.ts';
import { ConfigError } from './config-error.ts';
import { readMailConfig, type MailConfig } from './mail-config.ts';

export { ConfigError } from './config-error.ts';

export type Tls = { readonly kind: 'self' } | { readonly kind: 'files'; readonly cert: string; readonly key: string };

export interface Config {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  /** A log that runs already; undefined starts an embedded one in the data folder. */
  readonly natsUrl: string | undefined;
  /** PEM file of the authority that signed that log's certificate; undefined trusts what the system does. */
  readonly natsCa: string | undefined;
  /** File with the key that a house let this machine in by; undefined: by the name and password of the URL. */
  readonly natsSeed: string | undefined;
  /** Where other kiosks and servers reach a log of our own, once the house is opened to them. */
  readonly logPort: number;
  /** Copies that the log keeps of each message: 1, 3 or 5. */
  readonly logReplicas: number;
  readonly dataFolder: string;
  /** Undefined: made at first start and kept in the data folder. */
  readonly staffToken: string | undefined;
  /** Undefined: made at first start and kept in the data folder. */
  readonly sessionKey: string | undefined;
  /** Undefined: made at first start and kept in the data folder. */
  readonly ticketKey: string | undefined;
  /** What operators' PINs are keyed with, for kiosks and backups; undefined: by the session key, or made at a kiosk's first start. */
  readonly pinKey: string | undefined;
  readonly policy: Policy;
  /** How long a viewer who vanished keeps their seats, in milliseconds. */
  readonly graceMs: number;
  /** Whether anybody may watch a night again; else the staff token is needed. */
  readonly publicReplay: boolean;
  /** False lifts every limit on one session or address, for load tests. */
  readonly rateLimit: boolean;
  /** Part of a house, in percent of its seats, that one network address may hold without having paid. */
  readonly addressPercent: number;
  readonly currency: string;
  readonly locale: string;
  /** Addresses of proxies whose `X-Forwarded-*` headers are believed; `true` for any, `false` for none. */
  readonly trustProxy: boolean | string;
  readonly tls: Tls | undefined;
  /** Names that the server answers to beside its addresses and this machine's own name; small letters. */
  readonly hosts: readonly string[];
  readonly journal: JournalFormat;
  /** Undefined: backups are made by hand. */
  readonly backups: BackupPlan | undefined;
  /** Where patrons reach this house, without a slash at the end; undefined: by this machine's address on the network. */
  readonly publicUrl: string | undefined;
  /** Undefined: no mail is sent. */
  readonly mail: MailConfig | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MAX_SECONDS = 86_400;

/** Reads and checks the environment; throws `ConfigError`. */
export function readConfig(env: Environment, platform: NodeJS.Platform = process.platform): Config {
  const read = reader(env);
  const publicUrl = read.publicUrl();
  const holdSeconds = read.seconds('FULL_HOUSE_HOLD_SECONDS', 300);
  const checkoutSeconds = read.seconds('FULL_HOUSE_CHECKOUT_SECONDS', 600);
  const limitSeconds = read.seconds('FULL_HOUSE_LIMIT_SECONDS', Math.max(1800, holdSeconds, checkoutSeconds));
  if (limitSeconds < holdSeconds) {
    throw new ConfigError(
      `FULL_HOUSE_LIMIT_SECONDS (${limitSeconds}) is shorter than FULL_HOUSE_HOLD_SECONDS (${holdSeconds}): no hold could last its time. Make it at least as long.`,
    );
  }
  return {
    port: read.integer('PORT', 4680, 0, 65_535),
    host: read.matching('HOST', '0.0.0.0', /^[A-Za-z0-9.:_-]+$/, 'an address or host name to listen on, like 0.0.0.0'),
    natsUrl: read.text('NATS_URL'),
    natsCa: read.text('FULL_HOUSE_NATS_CA'),
    natsSeed: read.text('FULL_HOUSE_NATS_SEED'),
    logPort: read.integer('FULL_HOUSE_LOG_PORT', 4681, 1, 65_535),
    logReplicas: read.replicas(),
    dataFolder: resolve(read.text('FULL_HOUSE_DATA') ?? userDataFolder(env, platform)),
    staffToken: read.secret('FULL_HOUSE_STAFF_TOKEN', 8),
    sessionKey: read.secret('FULL_HOUSE_SESSION_KEY', 32),
    ticketKey: read.secret('FULL_HOUSE_TICKET_KEY', 32),
    pinKey: read.secret('FULL_HOUSE_PIN_KEY', 32),
    policy: {
      holdMs: holdSeconds * 1000,
      checkoutMs: checkoutSeconds * 1000,
      limitMs: limitSeconds * 1000,
      maxSeats: read.integer('FULL_HOUSE_MAX_SEATS', 8, 1, 100),
    },
    graceMs: read.seconds('FULL_HOUSE_GRACE_SECONDS', 60) * 1000,
    publicReplay: read.onOff('FULL_HOUSE_PUBLIC_REPLAY', true),
    rateLimit: read.onOff('FULL_HOUSE_RATE_LIMIT', true),
    addressPercent: read.integer('FULL_HOUSE_ADDRESS_PERCENT', 50, 1, 100),
    currency: read.currency(),
    locale: read.locale(),
    trustProxy: read.proxies(),
    tls: read.tls(),
    // The address that patrons are told is one of ours.
    hosts: publicUrl === undefined ? read.hosts() : [...read.hosts(), new URL(publicUrl).hostname],
    journal: read.matching('FULL_HOUSE_LOG', 'lines', /^(lines|json)$/, '"lines" or "json"') as JournalFormat,
    backups: backupPlan(read),
    publicUrl,
    mail: readMailConfig(env),
  };
}

function backupPlan(read: ReturnType<typeof reader>): BackupPlan | undefined {
  const folder = read.text('FULL_HOUSE_BACKUP_FOLDER');
  const everyMs = read.integer('FULL_HOUSE_BACKUP_HOURS', 24, 1, 8760) * 3_600_000;
  const keep = read.integer('FULL_HOUSE_BACKUP_KEEP', 14, 1, 1000);
  return folder === undefined ? undefined : { folder: resolve(folder), everyMs, keep };
}

/** Where this user's data belongs on this system, when nothing else is said. */
export function userDataFolder(env: Environment, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Full House');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Full House');
  const base = env['XDG_DATA_HOME'];
  // The XDG specification says to ignore a relative path.
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.local', 'share'), 'full-house');
}

function reader(env: Environment) {
  const text = (name: string) => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  const wrong = (name: string, wanted: string) =>
    new ConfigError(`${name} is "${shown(text(name))}", but must be ${wanted}.`);
  const number = (name: string, fallback: number, low: number, high: number, pattern: RegExp, wanted: string) => {
    const value = text(name);
    if (value === undefined) return fallback;
    if (!pattern.test(value) || Number(value) < low || Number(value) > high) throw wrong(name, wanted);
    return Number(value);
  };
  const matching = (name: string, fallback: string, pattern: RegExp, wanted: string) => {
    const value = text(name) ?? fallback;
    if (value.length > 255 || !pattern.test(value)) throw wrong(name, wanted);
    return value;
  };
  const onOff = (name: string, fallback: boolean) => {
    const value = matching(name, fallback ? 'on' : 'off', /^(on|off)$/, '"on" or "off"');
    return value === 'on';
  };
  return {
    text,
    matching,
    onOff,
    integer: (name: string, fallback: number, low: number, high: number) =>
      number(name, fallback, low, high, /^\d{1,9}$/, `a whole number from ${low} to ${high}`),
    seconds: (name: string, fallback: number) =>
      number(
        name,
        fallback,
        0.1,
        MAX_SECONDS,
        /^\d{1,6}(\.\d{1,3})?$/,
        `a number of seconds from 0.1 to ${MAX_SECONDS}`,
      ),
    secret: (name: string, length: number) => {
      const value = text(name);
      // Never shown: an error message ends up in a terminal's history or a log file.
      if (value !== undefined && !(value.length >= length && value.length <= 512 && /^[\x21-\x7e]+$/.test(value))) {
        throw new ConfigError(
          `${name} must be ${length} to 512 visible ASCII characters without spaces; \`openssl rand -hex 32\` makes one. Leave it out to have one made and kept in the data folder.`,
        );
      }
      return value;
    },
    replicas: () => Number(matching('FULL_HOUSE_LOG_REPLICAS', '1', /^[135]$/, '1, 3 or 5')),
    currency: () => {
      const name = 'FULL_HOUSE_CURRENCY';
      const code = matching(name, 'EUR', /^[A-Z]{3}$/, 'an ISO 4217 currency code like EUR');
      if (!Intl.supportedValuesOf('currency').includes(code)) throw wrong(name, 'an ISO 4217 currency code like EUR');
      return code;
    },
    locale: () => {
      const name = 'FULL_HOUSE_LOCALE';
      try {
        return Intl.getCanonicalLocales(text(name) ?? 'en-GB')[0] ?? 'en-GB';
      } catch {
        throw wrong(name, 'a language tag like en-GB');
      }
    },
    hosts: (): readonly string[] => {
      const name = 'FULL_HOUSE_HOSTS';
      const wanted = 'host names with commas between them, like tickets.example.org, www.example.org';
      const names = (text(name) ?? '').split(',').map((part) => part.trim().toLowerCase());
      const given = names.filter((part) => part !== '');
      if (given.some((part) => part.length > 253 || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(part)))
        throw wrong(name, wanted);
      return given;
    },
    proxies: (): boolean | string => {
      const name = 'FULL_HOUSE_TRUST_PROXY';
      const wanted = '"off", "on", or the proxies\' addresses like 10.0.0.1, 192.168.0.0/16';
      const value = text(name) ?? 'off';
      if (value === 'on' || value === 'off') return value === 'on';
      if (!value.split(',').every((part) => isNetwork(part.trim()))) throw wrong(name, wanted);
      return value;
    },
    publicUrl: () => {
      const name = 'FULL_HOUSE_PUBLIC_URL';
      const value = text(name);
      if (value === undefined) return undefined;
      const url = URL.canParse(value) ? new URL(value) : undefined;
      const bare =
        url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === '';
      if (!url || !bare || url.username !== '') throw wrong(name, 'an address like https://tickets.example.org');
      return url.origin;
    },
    tls: (): Tls | undefined => {
      const cert = text('FULL_HOUSE_TLS_CERT');
      const key = text('FULL_HOUSE_TLS_KEY');
      if ((cert === undefined) !== (key === undefined)) {
        const missing = cert === undefined ? 'FULL_HOUSE_TLS_CERT' : 'FULL_HOUSE_TLS_KEY';
        throw new ConfigError(`${missing} is missing: a certificate and its key are given together, as two PEM files.`);
      }
      const self = matching('FULL_HOUSE_TLS', 'off', /^(self|off)$/, '"self" for a self-signed certificate, or "off"');
      if (cert !== undefined && key !== undefined) return { kind: 'files', cert: resolve(cert), key: resolve(key) };
      return self === 'self' ? { kind: 'self' } : undefined;
    },
  };
}

/** An address, alone or with the length of its network's prefix. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function shown(value: string | undefined): string {
  const text = value ?? '';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
