/** The environment as far as the desktop app itself needs it; the server process reads and checks all of it again. */
import { isAbsolute, join, resolve } from 'node:path';
import type { Policy } from '../../theatre/screening/commands.ts';

export interface KioskConfig {
  readonly dataFolder: string;
  /** A log that runs already; undefined starts an embedded one in the data folder. */
  readonly natsUrl: string | undefined;
  /** PEM file of the authority that signed that log's certificate; undefined trusts what the system does. */
  readonly natsCa: string | undefined;
  /** File with the key that a house let this machine in by; undefined: by the name and password of the URL. */
  readonly natsSeed: string | undefined;
  /** Where other kiosks and servers reach a log of our own, once the house is opened to them. */
  readonly logPort: number;
  readonly logReplicas: number;
  readonly policy: Policy;
  readonly graceMs: number;
  readonly locale: string;
  readonly currency: string;
  /** Locks after so long without a key or a touch. */
  readonly lockMs: number;
  /** What PINs are keyed with; undefined makes one and keeps it in the data folder. */
  readonly pinKey: string | undefined;
  readonly sessionKey: string | undefined;
  /** Where patrons reach this house; undefined: by this machine's address on the network. The server checks it. */
  readonly publicUrl: string | undefined;
  /** A Node that can run the server, for an Electron whose own is too old. */
  readonly node: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A counter sells to groups, a patron to a family. */
const COUNTER_MAX_SEATS = 40;

/** Throws with a line that says which variable to change, and to what. */
export function readKioskConfig(env: Environment, home: string, platform: NodeJS.Platform): KioskConfig {
  const text = (name: string) => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  const seconds = (name: string, fallback: number): number => {
    const value = text(name);
    if (value === undefined) return fallback * 1000;
    const read = Number(value);
    if (Number.isFinite(read) && read >= 0.1 && read <= 86_400) return read * 1000;
    throw new Error(`${name} is "${value.slice(0, 60)}", but must be a number of seconds from 0.1 to 86400.`);
  };
  const holdMs = seconds('FULL_HOUSE_HOLD_SECONDS', 300);
  const checkoutMs = seconds('FULL_HOUSE_CHECKOUT_SECONDS', 600);
  return {
    dataFolder: resolve(text('FULL_HOUSE_DATA') ?? userDataFolder(env, home, platform)),
    natsUrl: text('NATS_URL'),
    natsCa: text('FULL_HOUSE_NATS_CA'),
    natsSeed: text('FULL_HOUSE_NATS_SEED'),
    logPort: port(text('FULL_HOUSE_LOG_PORT') ?? '4681'),
    logReplicas: replicas(text('FULL_HOUSE_LOG_REPLICAS')),
    policy: {
      holdMs,
      checkoutMs,
      limitMs: seconds('FULL_HOUSE_LIMIT_SECONDS', Math.max(1800, holdMs / 1000, checkoutMs / 1000)),
      maxSeats: COUNTER_MAX_SEATS,
    },
    graceMs: seconds('FULL_HOUSE_GRACE_SECONDS', 60),
    locale: locale(text('FULL_HOUSE_LOCALE') ?? 'en-GB'),
    currency: currency(text('FULL_HOUSE_CURRENCY') ?? 'EUR'),
    lockMs: seconds('FULL_HOUSE_LOCK_SECONDS', 300),
    pinKey: secret('FULL_HOUSE_PIN_KEY', text('FULL_HOUSE_PIN_KEY')),
    sessionKey: text('FULL_HOUSE_SESSION_KEY'),
    publicUrl: publicUrl(text('FULL_HOUSE_PUBLIC_URL')),
    node: text('FULL_HOUSE_NODE'),
  };
}

/** What cannot be read is the server's to refuse, in words. */
function publicUrl(text: string | undefined): string | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text).origin : undefined;
}

/** The same folder as the server's own, so that `npm start` and `npm run serve` open the same house. */
function userDataFolder(env: Environment, home: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Full House');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Full House');
  const base = env['XDG_DATA_HOME'];
  return join(base !== undefined && isAbsolute(base) ? base : join(home, '.local', 'share'), 'full-house');
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) return Number(text);
  throw new Error(`FULL_HOUSE_LOG_PORT is "${text.slice(0, 60)}", but must be a port from 1 to 65535.`);
}

function replicas(text: string | undefined): number {
  if (text === undefined || /^[135]$/.test(text)) return Number(text ?? 1);
  throw new Error(`FULL_HOUSE_LOG_REPLICAS is "${text.slice(0, 60)}", but must be 1, 3 or 5.`);
}

function secret(name: string, text: string | undefined): string | undefined {
  if (text === undefined || /^[\x21-\x7e]{32,}$/.test(text)) return text;
  throw new Error(`${name} must be at least 32 characters without spaces.`);
}

function locale(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? text;
  } catch {
    throw new Error(`FULL_HOUSE_LOCALE is "${text.slice(0, 60)}", but must be a language tag like en-GB.`);
  }
}

function currency(text: string): string {
  if (/^[A-Z]{3}$/.test(text) && Intl.supportedValuesOf('currency').includes(text)) return text;
  throw new Error(`FULL_HOUSE_CURRENCY is "${text.slice(0, 60)}", but must be an ISO 4217 code like EUR.`);
}
