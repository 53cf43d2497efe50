/** A response taken over: what a stream's bytes are written to, over HTTP/1.1 or HTTP/2, in clear or over TLS. */
import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import type { Frame } from './frame.ts';

type Headers = Readonly<Record<string, string | number | string[]>>;
type Raw = ServerResponse<IncomingMessage> | Http2ServerResponse<Http2ServerRequest>;

export interface Wire {
  /** The socket itself for HTTP/1.1, so that a frame is one write of bytes that all streams share. */
  readonly output: Socket | ServerHttp2Stream | ServerResponse<IncomingMessage>;
  readonly chunked: boolean;
  /** Emits `close` when the stream is over, whoever ended it. */
  readonly raw: Raw;
}

/** Answers 200 with the reply's headers and these, and leaves the body open. Undefined when the client has gone. */
export function takeOver(reply: FastifyReply, headers: Headers): Wire | undefined {
  const all = { ...(reply.getHeaders() as Headers), ...headers };
  reply.hijack();
  const raw: Raw = reply.raw;
  if (isOver(raw)) return undefined;
  if (isHttp2(raw)) {
    raw.writeHead(200, all);
    raw.flushHeaders();
    return { output: raw.stream, chunked: false, raw };
  }
  const { socket } = raw;
  if (!socket) {
    // A pipelined request: the socket still belongs to the answer before.
    raw.writeHead(200, all);
    raw.flushHeaders();
    return { output: raw, chunked: false, raw };
  }
  // By hand, because a response keeps its headers twice for as long as it is open: kilobytes for each of ten thousand.
  for (const name of raw.getHeaderNames()) raw.removeHeader(name);
  const chunked = raw.req.httpVersion !== '1.0';
  socket.write(headOf({ ...all, connection: 'close', ...(chunked ? { 'transfer-encoding': 'chunked' } : {}) }));
  return { output: socket, chunked, raw };
}

export function writeFrame({ output, chunked }: Wire, frame: Frame): boolean {
  return output.write(chunked ? frame.chunk : frame.bytes);
}

/** Ends the stream in order: what was written still arrives. */
export function endWire({ output, chunked, raw }: Wire): void {
  if (output === raw || isHttp2(raw)) raw.end();
  else output.end(chunked ? '0\r\n\r\n' : '');
}

/** Calls `then` once, when the answer's connection is over: at once where it is already, for of that nothing tells any more. */
export function whenOver({ raw }: Pick<FastifyReply, 'raw'>, then: () => void): void {
  if (isOver(raw)) then();
  else raw.once('close', then);
}

/** Sent, or given up by whoever asked while it was thought about. */
function isOver(raw: Raw): boolean {
  return isHttp2(raw) ? raw.stream.destroyed || raw.stream.closed : raw.destroyed || raw.writableEnded;
}

function isHttp2(raw: Raw): raw is Http2ServerResponse<Http2ServerRequest> {
  return 'stream' in raw;
}

function headOf(headers: Headers): string {
  let text = `HTTP/1.1 200 ${STATUS_CODES[200]}\r\ndate: ${new Date().toUTCString()}\r\n`;
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name);
    for (const one of Array.isArray(value) ? value : [String(value)]) {
      validateHeaderValue(name, one);
      text += `${name}: ${one}\r\n`;
    }
  }
  return `${text}\r\n`;
}
