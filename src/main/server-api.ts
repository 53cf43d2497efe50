/** What main asks of the server that it started, over loopback and with the house's own key. */
import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

export type ApiAnswer<T> =
  | { readonly is: 'ok'; readonly value: T }
  /** A problem document's code, and what it says to a person. */
  | { readonly is: 'refused'; readonly code: string; readonly detail: string }
  /** Nobody answers, or not in time. */
  | { readonly is: 'away' };

export interface ServerApiOptions {
  /** Where the server is open; undefined while it is not. */
  readonly url: () => string | undefined;
  readonly dataFolder: string;
  /** BCP 47, of whoever reads the answers. */
  readonly language: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface StreamListener {
  onEvent(this: void, name: string, data: string): void;
  /** Nothing comes any more; it is tried again by itself. */
  onBroken(this: void): void;
}

const PATIENCE_MS = 4_000;
/** A stream beats every 15 s. */
const SILENCE_MS = 40_000;
const AGAIN_MS = 1_000;
const LARGEST = 32 * 1024 * 1024;

export class ServerApi {
  readonly #options: ServerApiOptions;
  readonly #following = new Set<() => void>();

  constructor(options: ServerApiOptions) {
    this.#options = options;
  }

  get<T>(path: string): Promise<ApiAnswer<T>> {
    return this.#ask('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<ApiAnswer<T>> {
    return this.#ask('POST', path, JSON.stringify(body));
  }

  /** A page or a file as it is; undefined where it is not to be had. */
  async file(path: string): Promise<Buffer | undefined> {
    const answer = await this.#whole('GET', path, '*/*');
    return answer?.status === 200 ? answer.body : undefined;
  }

  /** Reads a stream of events, and again whenever it ends; answers how to stop. */
  follow(path: string, { onEvent, onBroken }: StreamListener): () => void {
    let stopped = false;
    let again: NodeJS.Timeout | undefined;
    let close = (): void => undefined;
    const begin = (): void => {
      let over = false;
      const broken = (): void => {
        if (over || stopped) return;
        over = true;
        close();
        onBroken();
        again = setTimeout(begin, AGAIN_MS);
      };
      const sent = this.#send('GET', path, { accept: 'text/event-stream' }, undefined, (answer) => {
        if (answer.statusCode !== 200) return broken();
        const feed = eventReader(onEvent);
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          if (!over && !stopped) feed(chunk);
        });
        answer.on('close', broken);
        return answer.on('error', broken);
      });
      if (!sent) return broken();
      close = () => void sent.destroy();
      sent.on('error', broken);
      sent.setTimeout(SILENCE_MS, broken);
    };
    begin();
    const stop = (): void => {
      this.#following.delete(stop);
      stopped = true;
      clearTimeout(again);
      close();
    };
    this.#following.add(stop);
    return stop;
  }

  /** Follows nothing any more. */
  close(): void {
    for (const stop of this.#following) stop();
  }

  async #ask<T>(method: string, path: string, body?: string): Promise<ApiAnswer<T>> {
    const answer = await this.#whole(method, path, 'application/json', body);
    return answer ? answerOf<T>(answer.status, answer.body.toString('utf8')) : { is: 'away' };
  }

  /** An answer once all of it is here; undefined where it does not come, or not in time. */
  #whole(
    method: string,
    path: string,
    accept: string,
    sends?: string,
  ): Promise<{ readonly status: number; readonly body: Buffer } | undefined> {
    return new Promise((resolve) => {
      const away = (): void => resolve(undefined);
      const sent = this.#send(method, path, { accept }, sends, (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > LARGEST) sent?.destroy();
          chunks.push(chunk);
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
        answer.on('close', away);
        answer.on('error', away);
      });
      if (!sent) return away();
      sent.on('error', away);
      return sent.setTimeout(PATIENCE_MS, () => {
        away();
        sent.destroy();
      });
    });
  }

  #send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
    onAnswer: (answer: IncomingMessage) => void,
  ) {
    const { url, language } = this.#options;
    const base = url();
    const token = this.#token();
    if (base === undefined || token === undefined) return undefined;
    const options: RequestOptions = {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${token}`,
        'accept-language': language(),
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      },
    };
    const address = new URL(path, base);
    const sent =
      address.protocol === 'https:'
        ? httpsRequest(address, { ...options, ...this.#trust() }, onAnswer)
        : httpRequest(address, options, onAnswer);
    sent.end(body);
    return sent;
  }

  #token(): string | undefined {
    const { env, dataFolder } = this.#options;
    const given = env['FULL_HOUSE_STAFF_TOKEN']?.trim();
    return given === undefined || given === '' ? textOf(join(dataFolder, 'staff-token'))?.trim() : given;
  }

  /** On this machine, and with the certificate that the server itself was given: its name need not be this address. */
  #trust() {
    const { env, dataFolder } = this.#options;
    const own = textOf(env['FULL_HOUSE_TLS_CERT']?.trim() ?? join(dataFolder, 'tls-certificate.pem'));
    return { ca: [...rootCertificates, ...(own === undefined ? [] : [own])], checkServerIdentity: () => undefined };
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function answerOf<T>(status: number, text: string): ApiAnswer<T> {
  try {
    const value: unknown = text === '' ? null : JSON.parse(text);
    if (status >= 200 && status < 300) return { is: 'ok', value: value as T };
    const { code = '', detail = '' } = (value ?? {}) as { code?: string; detail?: string };
    return { is: 'refused', code, detail };
  } catch {
    return { is: 'away' };
  }
}

/** Of the data of an event; undefined for what is no JSON, which is nobody's fault that should end this app. */
export function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

/** Takes a stream's text as it comes, and tells each whole event. Exported for its tests. */
export function eventReader(onEvent: (name: string, data: string) => void): (chunk: string) => void {
  let rest = '';
  let name = 'message';
  let data: string[] = [];
  return (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) onEvent(name, data.join('\n'));
        name = 'message';
        data = [];
      } else if (line.startsWith('event:')) name = line.slice(6).trim();
      else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
    }
  };
}
