/**
 * What the server says to whoever asks, in their language: the one they chose by the switch on a page, else the best of
 * their browser's that there is a catalogue for, else the house's.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLanguage, knownLanguage, type Catalogue, type Language } from '../theatre/contract/catalogue/index.ts';
import { houseWording, wordingFor, type Wording } from '../theatre/contract/wording.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** BCP 47. */
    houseLocale: string;
  }
}

const COOKIE = 'language';
/** In seconds. */
const COOKIE_LIFE = 365 * 24 * 3600;
/** A list longer than any browser's is nobody's wish. */
const MOST_RANGES = 30;

/** Tells the functions below how the house writes; once for an app, before its routes. */
export function speakAsHouse(app: FastifyInstance, houseLocale: string): void {
  app.decorate('houseLocale', houseLocale);
}

/** Texts, dates and money for the one who asks. */
export function wordingOf(request: FastifyRequest): Wording {
  const { houseLocale } = request.server;
  const language = chosen(request) ?? accepted(request.headers['accept-language']);
  return language === undefined ? houseWording(houseLocale) : wordingFor(language, houseLocale);
}

export function textsFor(request: FastifyRequest): Catalogue {
  return wordingOf(request).texts;
}

/** Something made once for each language, such as a stream's format, whose frames are shared by all who speak it. */
export function perLanguage<T>(make: (wording: Wording) => T): (request: FastifyRequest) => T {
  const made = new Map<Wording, T>();
  return (request) => {
    const wording = wordingOf(request);
    let one = made.get(wording);
    if (one === undefined) made.set(wording, (one = make(wording)));
    return one;
  };
}

/** Says in which language the answer is and on what that depends. */
export function sayLanguage(reply: FastifyReply): FastifyReply {
  vary(reply, 'accept-language, cookie');
  return reply.header('content-language', wordingOf(reply.request).formats.locale);
}

/** Keeps what the switch on a page asked for, beside the session and apart from it. */
export function keepChoice(reply: FastifyReply): void {
  const asked = askedFor(reply.request);
  if (asked === undefined) return;
  reply.setCookie(COOKIE, asked, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: reply.request.protocol === 'https',
    maxAge: COOKIE_LIFE,
  });
}

/** Adds to what the answer depends on. */
export function vary(reply: FastifyReply, fields: string): void {
  const before = reply.getHeader('vary');
  reply.header('vary', before === undefined ? fields : `${String(before)}, ${fields}`);
}

function chosen(request: FastifyRequest): Language | undefined {
  // What could not be routed has no cookies read.
  const kept = (request.cookies as FastifyRequest['cookies'] | undefined)?.[COOKIE];
  return askedFor(request) ?? (isLanguage(kept) ? kept : undefined);
}

function askedFor({ query }: FastifyRequest): Language | undefined {
  const asked = (query as Readonly<Record<string, unknown>> | undefined)?.['lang'];
  return isLanguage(asked) ? asked : undefined;
}

/** The best known language of an `Accept-Language` header, by its q-values; undefined when it names none. Exported for its tests. */
export function accepted(header: string | undefined): Language | undefined {
  let best: { readonly language: Language; readonly q: number } | undefined;
  for (const range of header?.split(',', MOST_RANGES) ?? []) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const language = knownLanguage(tag);
    if (language === undefined) continue;
    const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
    const q = weight === undefined ? 1 : /^[01](\.\d{0,3})?$/.test(weight) ? Number(weight) : 0;
    if (q > 0 && q > (best?.q ?? 0)) best = { language, q };
  }
  return best?.language;
}
