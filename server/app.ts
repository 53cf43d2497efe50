/** Builds the HTTP server from its parts. It does not listen yet, and owns nothing that it was given but the streams. */
import { createServer as createHttpServer, STATUS_CODES, type Server } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { Socket } from 'node:net';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify, { type FastifyError, type FastifyInstance, type FastifyServerFactoryHandler } from 'fastify';
import { catalogueOf } from '../theatre/contract/catalogue/index.ts';
import { ticketKeys } from '../theatre/ticket/keys.ts';
import { createGuards } from './guards.ts';
import { refusePage } from './html-answers.ts';
import { Hoarding } from './hoarding.ts';
import { answerToOwnNames } from './hosts.ts';
import { createLimiter, isAbandoned } from './limits.ts';
import { OpenStreams } from './open-streams.ts';
import { orderAccess } from './order-access.ts';
import type { Parts } from './parts.ts';
import { isProblemCode, problem, problemDocument, problemOfError, sendProblem, type Problem } from './problem.ts';
import { RecentOrders } from './recent-orders.ts';
import { apiRoutes } from './routes/api.ts';
import { assetRoutes } from './routes/assets.ts';
import { bookingRoutes } from './routes/booking.ts';
import { commandRoutes } from './routes/commands.ts';
import { customerRoutes } from './routes/customers.ts';
import { doorRoutes } from './routes/door.ts';
import { figuresRoutes } from './routes/figures.ts';
import { healthRoutes, houseHealthRoutes } from './routes/health.ts';
import { orderDeskRoutes } from './routes/order-desk.ts';
import { insightRoutes } from './routes/insights.ts';
import { noticeRoutes } from './routes/notices.ts';
import { orderRoutes } from './routes/orders.ts';
import { mailRoutes } from './routes/mail.ts';
import { pageRoutes } from './routes/pages.ts';
import { replayRoutes } from './routes/replay.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { programmeDeskRoutes } from './routes/programme-desk.ts';
import { houseRoutes } from './routes/houses.ts';
import { soldRoutes } from './routes/sold.ts';
import { staffRoutes } from './routes/staff.ts';
import { streamRoutes } from './routes/streams.ts';
import { reprintRoutes, ticketRoutes } from './routes/tickets.ts';
import { bareHeaders, secure, secureBare } from './security.ts';
import { Sessions } from './session.ts';
import { StaffSessions } from './staff-session.ts';
import { sayLanguage, speakAsHouse, textsFor } from './texts.ts';

export interface TlsFiles {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

export interface AppOptions {
  /** PEM; the server then speaks HTTP/2 and HTTP/1.1 over TLS. Defaults to plain HTTP/1.1. */
  readonly tls?: TlsFiles | undefined;
  /** Told of each fault that is ours. Defaults to silence. */
  readonly onFault?: (error: Error, what: string) => void;
  /** Given the app before its routes are declared, to add hooks. Defaults to nothing. */
  readonly onReady?: (app: FastifyInstance) => void;
  /** How long a request may take to arrive whole. Defaults to ten seconds. */
  readonly requestTimeoutMs?: number;
}

/** Commands are small; only a list of withheld seats needs some room. */
const BODY_LIMIT = 16 * 1024;
const STAFF_BODY_LIMIT = 128 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;
/** Streams beat every 15 s; a connection on which nothing moves for longer is dead. */
const IDLE_TIMEOUT_MS = 75_000;
const SWEEP_MS = 60_000;
/** Over HTTP/2, at a time: a browser has one connection for all of its tabs. */
const STREAMS_PER_CONNECTION = 200;
/** What commands that are under way when the server closes have left to be answered in. */
const LAST_ANSWERS_MS = 1000;

export async function buildApp(parts: Parts, options: AppOptions = {}): Promise<FastifyInstance> {
  const { config, secrets, metrics } = parts;
  const { tls, onFault = () => undefined, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const app = fastify({
    serverFactory: (handler) => createServer(handler, tls, requestTimeoutMs),
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustProxy,
    routerOptions: { maxParamLength: 200 },
    // Ends idle connections when closing; streams are ended before.
    forceCloseConnections: 'idle',
    // We say so ourselves, as a problem document.
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => void sendProblem(secureBare(reply), problemOfError(error)),
    clientErrorHandler: answerBrokenRequest,
  });

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refused = problemOfError(error);
    if (refused.code === 'fault') onFault(error, `${request.method} ${request.routeOptions.url ?? request.url}`);
    return sendProblem(reply, refused);
  });
  app.setNotFoundHandler((request, reply) => {
    const refused = problem('not-found');
    return request.method === 'GET' ? refusePage(request, reply, refused) : sendProblem(reply, refused);
  });
  app.decorateRequest('viewerId', '');
  speakAsHouse(app, config.locale);
  metrics.watch(app);
  options.onReady?.(app);
  // Over HTTP/2 thousands of requests can be made and given up in a moment: nobody is there to be answered.
  app.addHook('onRequest', async (request, reply) => (isAbandoned(request) ? reply.hijack() : undefined));
  await secure(app);
  answerToOwnNames(app, config);
  endSlowBodies(app, requestTimeoutMs);
  let closing = false;
  app.addHook('onRequest', async (_request, reply) => (closing ? sendProblem(reply, problem('closing')) : undefined));
  // Pages and style sheets; streams write to their sockets themselves, a frame at a time.
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_LIMIT });

  const sessions = new Sessions(secrets.sessionKey);
  const limiter = await createLimiter(app, config.rateLimit);
  const staffSessions = new StaffSessions(secrets);
  const guards = createGuards({ sessions, staffSessions, staffToken: secrets.staffToken, limit: limiter });
  const hoarding = config.rateLimit ? new Hoarding(config.addressPercent, config.policy.limitMs) : undefined;
  const openStreams = config.rateLimit ? new OpenStreams() : undefined;
  const recent = new RecentOrders();
  const heedErasures = parts.erasures.onErased(({ order }) => recent.forget(order));
  const access = orderAccess(parts, guards, sessions, recent);
  const keys = ticketKeys(secrets.ticketKey);

  // Each set of routes stands behind its own guard, so each has a scope of its own.
  const scope = (routes: (scoped: FastifyInstance) => void | Promise<void>) =>
    app.register(async (scoped) => {
      await routes(scoped);
    });
  await scope((scoped) => pageRoutes(scoped, parts, guards, sessions));
  await scope((scoped) => streamRoutes(scoped, parts, guards, sessions, openStreams));
  await scope((scoped) => apiRoutes(scoped, parts, guards));
  await scope((scoped) => orderRoutes(scoped, parts, guards, access, openStreams));
  await scope((scoped) => commandRoutes(scoped, parts, guards, hoarding));
  await scope((scoped) => bookingRoutes(scoped, parts, guards, sessions, recent));
  await scope((scoped) => figuresRoutes(scoped, parts, guards, openStreams));
  await scope((scoped) => orderDeskRoutes(scoped, parts, guards, recent));
  await scope((scoped) => signInRoutes(scoped, parts, guards, staffSessions));
  await scope((scoped) => noticeRoutes(scoped, parts, guards, openStreams));
  await scope((scoped) => houseHealthRoutes(scoped, parts, guards, openStreams));
  await scope((scoped) => mailRoutes(scoped, parts, guards, recent));
  await scope((scoped) => ticketRoutes(scoped, { parts, guards, access, keys }));
  await scope((scoped) => reprintRoutes(scoped, { parts, guards, recent }));
  await scope((scoped) => doorRoutes(scoped, parts, guards, keys, openStreams));
  await scope((scoped) => soldRoutes(scoped, parts, guards));
  await scope((scoped) => customerRoutes(scoped, parts, guards));
  await scope((scoped) => staffRoutes(scoped, parts, guards, STAFF_BODY_LIMIT));
  await scope((scoped) => programmeDeskRoutes(scoped, parts, guards));
  await scope((scoped) => houseRoutes(scoped, parts, guards));
  const { nights } = parts;
  const { publicReplay, rateLimit: limited } = config;
  await scope((scoped) =>
    insightRoutes(scoped, { nights, keys: parts.customerKeys, erasures: parts.erasures }, guards),
  );
  await scope((scoped) => replayRoutes(scoped, { nights, publicReplay, limited }, guards));
  await scope((scoped) => assetRoutes(scoped, parts, import.meta.dirname));
  await scope((scoped) => healthRoutes(scoped, parts));
  app.get<{ Params: { code: string } }>('/problems/:code', (request, reply) => {
    const { code } = request.params;
    if (!isProblemCode(code)) return sendProblem(reply, problem('not-found'));
    const { title, status, detail } = problemDocument(problem(code), textsFor(request));
    return sayLanguage(reply).type('text/plain; charset=utf-8').send(`${title} (${status})\n\n${detail}\n`);
  });

  const sweep = setInterval(() => hoarding?.sweep(), SWEEP_MS);
  sweep.unref();
  const connections = openConnections(app.server);
  // Open streams would keep the server from closing for ever.
  app.addHook('preClose', async () => {
    closing = true;
    clearInterval(sweep);
    heedErasures();
    await parts.hubs.close();
    // So would a connection that a browser opened ahead of need: without a request yet, Node does not count it as idle.
    setTimeout(() => {
      for (const socket of connections) socket.destroy();
    }, LAST_ANSWERS_MS).unref();
  });
  return app;
}

/** A request over HTTP/2 has no limit of Node's on how slowly its body may come. */
function endSlowBodies(app: FastifyInstance, timeoutMs: number): void {
  app.addHook('preParsing', async (_request, _reply, payload) => {
    const late = Object.assign(new Error('the body did not arrive in time'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    const timer = setTimeout(() => payload.emit('error', late), timeoutMs);
    timer.unref();
    for (const over of ['end', 'close', 'error']) payload.once(over, () => clearTimeout(timer));
    return payload;
  });
}

function openConnections(server: Server): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return open;
}

function createServer(handler: FastifyServerFactoryHandler, tls: TlsFiles | undefined, timeoutMs: number): Server {
  const patience = {
    requestTimeout: timeoutMs,
    headersTimeout: timeoutMs,
    connectionsCheckingInterval: Math.min(5000, timeoutMs),
    // Node takes any number at a time.
    settings: { maxConcurrentStreams: STREAMS_PER_CONNECTION },
  };
  const server = tls
    ? // Fastify's handler takes both kinds of request, and HTTP/1.1 over TLS the same options; the types know neither.
      (createSecureServer({ ...tls, ...patience, allowHTTP1: true } as never, handler as never) as unknown as Server)
    : createHttpServer(patience, handler);
  server.setTimeout(IDLE_TIMEOUT_MS);
  if (tls) endSlowHandshakes(server, timeoutMs);
  else server.keepAliveTimeout = IDLE_TIMEOUT_MS;
  return server;
}

/** Node's own limit is one on silence: a byte now and then would keep such a connection for ever. */
function endSlowHandshakes(server: Server, timeoutMs: number): void {
  const shaking = new Map<string, () => void>();
  const peer = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;
  server.on('connection', (socket: Socket) => {
    const from = peer(socket);
    const timer = setTimeout(() => socket.destroy(), timeoutMs);
    timer.unref();
    const over = () => {
      clearTimeout(timer);
      if (shaking.get(from) === over) shaking.delete(from);
    };
    shaking.set(from, over);
    socket.once('close', over);
  });
  server.on('secureConnection', (socket: Socket) => shaking.get(peer(socket))?.());
}

const bareLines = Object.entries(bareHeaders)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

/** What Node could not even read as a request, answered on the bare socket. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  // Without TLS's handshake nothing can be said, not even that.
  const unheard = error.code === 'ECONNRESET' || /^ERR_(TLS|SSL)_/.test(error.code ?? '');
  if (unheard || !socket.writable) {
    socket.destroy();
    return;
  }
  const refused: Problem =
    error.code?.startsWith('HPE_') === true || error.code?.startsWith('ERR_HTTP') === true
      ? brokenRequest(error.code)
      : problem('unreadable');
  const body = JSON.stringify(problemDocument(refused, catalogueOf('en')));
  socket.end(
    `HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status] ?? ''}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n${bareLines}\r\n${body}`,
  );
}

function brokenRequest(code: string): Problem {
  const refused = problemOfError({ code });
  return refused.code === 'fault' ? problem('unreadable') : refused;
}
