/** The environment of the mail: which SMTP server, as whom, and how it is trusted. Values of `SMTP_URL` are never shown. */
import { isIP } from 'node:net';
import { ConfigError } from './config-error.ts';

export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps://`). */
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly pass: string | undefined;
  /**
   * `auto`: STARTTLS where it is offered, and needed before a password is sent anywhere but to this machine. `required`: no
   * mail without TLS. `unverified`: whatever certificate. `off`: never STARTTLS.
   */
  readonly tls: 'auto' | 'required' | 'unverified' | 'off';
  readonly from: { readonly name: string; readonly address: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

const URL_WANTED = 'smtp://user:password@host:587, or smtps:// for TLS from the start';
const FROM_WANTED = 'an e-mail address, or a name and one, like "Full House <box-office@example.org>"';
const TLS_MODES = ['auto', 'required', 'unverified', 'off'] as const;
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/;

/** Undefined where no SMTP server is named. Throws `ConfigError`. */
export function readMailConfig(env: Environment): MailConfig | undefined {
  const text = (name: string) => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  const mode = text('FULL_HOUSE_SMTP_TLS') ?? 'auto';
  const wished = TLS_MODES.find((known) => known === mode);
  if (wished === undefined) throw new ConfigError(`FULL_HOUSE_SMTP_TLS must be one of ${TLS_MODES.join(', ')}.`);
  const given = text('FULL_HOUSE_MAIL_FROM');
  const from = given === undefined ? undefined : sender(given);
  const url = text('SMTP_URL');
  if (url === undefined) return undefined;
  const server = smtpServer(url);
  const own = server.user !== undefined && ADDRESS.test(server.user) ? server.user : undefined;
  const address = from ?? (own === undefined ? undefined : { name: 'Full House', address: own });
  if (!address) {
    throw new ConfigError(`FULL_HOUSE_MAIL_FROM is missing: mail needs a sender. Set it to ${FROM_WANTED}.`);
  }
  const secret = server.user !== undefined && !isThisMachine(server.host);
  return { ...server, tls: wished === 'auto' && secret ? 'required' : wished, from: address };
}

function smtpServer(url: string): Pick<MailConfig, 'host' | 'port' | 'secure' | 'user' | 'pass'> {
  const wrong = (what: string) => new ConfigError(`SMTP_URL ${what}. It must be like ${URL_WANTED}.`);
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw wrong('cannot be read; write %40 for an @ and %2F for a / in a password');
  }
  const { protocol, hostname, port, username, password, pathname, search, hash } = parsed;
  if (protocol !== 'smtp:' && protocol !== 'smtps:') throw wrong('is of another kind');
  if (hostname === '') throw wrong('names no host');
  if ((pathname !== '' && pathname !== '/') || search !== '' || hash !== '')
    throw wrong('has more than a host and port');
  if (password !== '' && username === '') throw wrong('has a password and no user');
  const decoded = (part: string) => {
    try {
      return part === '' ? undefined : decodeURIComponent(part);
    } catch {
      throw wrong('has a % that stands for nothing; write %25 for a %');
    }
  };
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    user: decoded(username),
    pass: decoded(password),
  };
}

function sender(text: string): MailConfig['from'] {
  const wrong = new ConfigError(`FULL_HOUSE_MAIL_FROM must be ${FROM_WANTED}.`);
  const [, name = '', bracketed] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  const address = bracketed ?? text;
  if (text.length > 320 || !ADDRESS.test(address) || !isPlain(name)) throw wrong;
  const bare = name.trim().replace(/^"(.*)"$/, '$1');
  return { name: bare === '' ? 'Full House' : bare, address };
}

const isPlain = (text: string) => !/\p{Cc}/u.test(text);

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
