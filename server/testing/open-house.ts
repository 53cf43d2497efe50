/** A house for one test: the whole server in this process, on a real log in a temporary folder, at a free port. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { testLog, type TestLog } from '../../theatre/log/testing/test-log.ts';
import { buildApp, type AppOptions } from '../app.ts';
import { readConfig } from '../config.ts';
import type { WatchLimits } from '../condition-watch.ts';
import { openDataFolder } from '../data-folder.ts';
import { openTheatre, type OpenTheatre } from '../open-theatre.ts';
import { tlsFor } from '../tls.ts';
import { Visitor } from './visitor.ts';

export interface House extends OpenTheatre {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly testLog: TestLog;
  readonly staffToken: string;
  /** All that it answers to: `POST /staff`. */
  readonly routes: readonly string[];
  /** Faults of ours that the app met; a test that expects none need not look, `dispose` throws on any. */
  readonly faults: Error[];
  /** What the operator was told. */
  readonly notices: string[];
  /** A request with the staff token. */
  staff(path: string, body?: unknown): Promise<Response>;
  /** A new screening; answers its id. */
  screening(more?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Somebody with cookies of their own who has opened the screening's page. */
  visitor(screeningId: string): Promise<Visitor>;
  /** What the API says of a screening, but for who is looking, and where its ledger ends. */
  stateOf(screeningId: string): Promise<{ seats: unknown; phase: string; ledgerSequence: number }>;
  dispose(): Promise<void>;
}

export interface HouseOptions {
  /** More of the environment. Defaults to none. */
  readonly env?: Readonly<Record<string, string>>;
  /** A log to share with another house; it is not ended with this one. Defaults to one of its own. */
  readonly log?: TestLog;
  /** From when on staff are told of something. Defaults to what the server does. */
  readonly watchLimits?: WatchLimits;
  /** How long a request may take to arrive. Defaults to what the app does. */
  readonly requestTimeoutMs?: AppOptions['requestTimeoutMs'];
}

export async function openHouse({ env = {}, log, watchLimits, requestTimeoutMs }: HouseOptions = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'full-house-server-'));
  const ownLog = log ?? (await testLog());
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', FULL_HOUSE_DATA: folder, ...env });
  const secrets = openDataFolder(config);
  const notices: string[] = [];
  const faults: Error[] = [];
  const theatre = await openTheatre({
    config,
    secrets,
    address: ownLog.address,
    onNotice: (notice) => notices.push(notice),
    watchLimits,
  });
  const tls = await tlsFor(config);
  const routes: string[] = [];
  const app = await buildApp(theatre.parts, {
    tls,
    onFault: (error) => faults.push(error),
    onReady: (fresh) => {
      fresh.addHook('onRoute', ({ method, url: path }) => {
        for (const one of [method].flat()) routes.push(`${one} ${path}`);
      });
    },
    ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  theatre.listening(url);
  const { staffToken } = secrets;

  const staff = (path: string, body: unknown = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${staffToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    ...theatre,
    url,
    app,
    testLog: ownLog,
    staffToken,
    routes,
    faults,
    notices,
    staff,
    async screening(more = {}) {
      const answer = await staff('/api/screenings', {
        title: 'The Tempest',
        house: 'studio',
        startsAt: '2030-01-01T19:30:00Z',
        ...more,
      });
      if (answer.status !== 201) throw new Error(`no screening: ${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as { id: string }).id;
    },
    async visitor(screeningId) {
      const visitor = new Visitor(url, screeningId);
      const page = await visitor.page();
      if (page.status !== 200) throw new Error(`no page: ${page.status} ${await page.text()}`);
      await page.text();
      return visitor;
    },
    async stateOf(screeningId) {
      const live = await theatre.screenings.open(screeningId);
      const answer = await fetch(`${url}/api/screenings/${screeningId}`);
      const { seats, phase } = (await answer.json()) as { seats: unknown; phase: string };
      return { seats, phase, ledgerSequence: live?.ledgerSequence ?? 0 };
    },
    async dispose() {
      await app.close();
      await theatre.close();
      if (!log) await ownLog.dispose();
      await rm(folder, { recursive: true, force: true });
      if (faults.length > 0) throw new AggregateError(faults, 'the server met faults of its own');
    },
  };
}
