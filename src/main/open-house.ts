/** One house behind the window, with all that answers for it: this kiosk's own, or the one that it joined. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { channelOf, type PushName, type Pushes } from '../../theatre/contract/ipc.ts';
import { wordingFor } from '../../theatre/contract/wording.ts';
import { nightReader } from '../../theatre/log/read-night.ts';
import type { Door } from './calls.ts';
import type { KioskConfig } from './config.ts';
import { Counter } from './counter.ts';
import { Gate } from './gate.ts';
import { handlersFor, lineOf } from './handlers.ts';
import { healthCalls } from './health-calls.ts';
import { HealthFeed } from './health-feed.ts';
import { House } from './house.ts';
import { configFor, joinedHouse } from './joined-house.ts';
import { KeptAttempts } from './kept-attempts.ts';
import { KeptManagers } from './kept-managers.ts';
import { houseLine } from './house-calls.ts';
import { keptKioskId } from './kiosk-id.ts';
import { keptLanguage } from './kiosk-language.ts';
import { KiosksDesk } from './kiosks-desk.ts';
import { NightExport } from './night-export.ts';
import { NightRoom } from './night-room.ts';
import { orderCalls } from './order-calls.ts';
import { PeopleDesk } from './people-desk.ts';
import { pinKeyOf } from './pin-key.ts';
import { savePage } from './save-page.ts';
import { ServerApi } from './server-api.ts';
import { runServer } from './server-process.ts';
import { Session } from './session.ts';
import type { Theatre } from './theatre.ts';
import { printersAt } from './ticket-calls.ts';
import { TillDesk } from './till-desk.ts';

/** What a window may be told while nobody is signed in. */
const WHILE_LOCKED: ReadonlySet<PushName> = new Set<PushName>(['status', 'session', 'customerErased']);

/** The programme changes with every seat; a list of evenings need not. */
const PROGRAMME_MS = 100;

/** A house that is open behind the window: this kiosk's own, or the one that it joined. */
export interface Running extends Pick<Door, 'handlers' | 'gate'> {
  readonly house: House;
  /** Nothing of it reaches the window any more. */
  retire(this: void): void;
}

export interface Shell {
  /** Lines for whoever started the app. */
  readonly say: (line: string) => void;
  readonly window: () => BrowserWindow | undefined;
  /** What this kiosk has on its own. */
  readonly home: KioskConfig;
  readonly anew: (meanwhile: () => Promise<void>) => void;
}

export function openHouse({ window, home, anew, say }: Shell): Running {
  const joined = home.natsUrl === undefined ? joinedHouse(home.dataFolder) : undefined;
  const config = configFor(home, joined);
  let retired = false;
  let counter: Counter | undefined;
  let people: PeopleDesk | undefined;
  let till: TillDesk | undefined;
  const session = new Session({ lockMs: config.lockMs });
  const gate = new Gate(session);
  const push = <N extends PushName>(name: N, what: Pushes[N]): void => {
    // While nobody is signed in the window learns of nothing but that.
    if (retired || (session.locked && !WHILE_LOCKED.has(name))) return;
    const shown = window();
    if (shown && !shown.isDestroyed()) shown.webContents.send(channelOf(name), what);
  };
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const viewerId = keptKioskId(config.dataFolder);
  const pinKey = pinKeyOf(config.dataFolder, config);
  const attempts = new KeptAttempts(config.dataFolder);
  const managers = new KeptManagers({ folder: config.dataFolder, pinKey, attempts, onProblem: say });
  const house = new House({
    config,
    kioskId: viewerId,
    host: process.env['HOST']?.trim() || '0.0.0.0',
    say,
    onStatus: (status) => {
      health.patrons(status.patrons);
      push('status', status);
      if (status.log.is === 'revoked' || status.log.is === 'connected') kiosks.changed();
    },
    onTheatre: (theatre) => {
      // Closed while its log was still being read.
      if (retired) return;
      counter = new Counter({
        theatre,
        viewerId,
        session,
        policy: config.policy,
        send: (frame) => push('frame', frame),
      });
      people = new PeopleDesk({
        ledger: theatre.people,
        session,
        kiosk: viewerId,
        pinKey,
        attempts,
      });
      till = new TillDesk({ theatre, session, gate, tillId: viewerId, currency: config.currency });
      const desk = till;
      theatre.till.onChange(() => push('till', desk.view()));
      managers.keep(theatre.people.state);
      theatre.people.onChange(() => managers.keep(theatre.people.state));
      session.onChange(() => push('session', session.view));
      session.begin({ people: theatre.people, till: theatre.till, approver: people.approve.bind(people) });
      pushProgramme(theatre, (lines) => push('programme', lines));
      theatre.erasures.onErased(({ order }) => push('customerErased', { order }));
      theatre.houses.onChange(() => push('houses', theatre.houses.list().map(houseLine)));
    },
    onNetwork: (network) => {
      network.onChange(() => kiosks.changed());
      kiosks.changed();
    },
    runServer: (logEnvironment) =>
      runServer({
        script: app.isPackaged
          ? join(process.resourcesPath, 'server/main.cjs')
          : join(app.getAppPath(), 'out/server/main.cjs'),
        node: config.node,
        env: { ...environment(), ...logEnvironment, FULL_HOUSE_DATA: config.dataFolder },
      }),
  });
  const kiosks = new KiosksDesk({
    network: () => house.network,
    joined,
    elsewhere: home.natsUrl !== undefined,
    revoked: () => house.status.log.is === 'revoked',
    session,
    managers,
    dataFolder: home.dataFolder,
    env: process.env,
    push: (view) => push('kiosks', view),
    anew,
  });
  const reader = () => (house.theatre ? nightReader(house.theatre.log) : undefined);
  const nights = new NightRoom({ reader, send: (part) => push('nightPart', part) });
  const askWhere = async (suggested: string) => {
    const shown = window();
    if (!shown) return undefined;
    const { canceled, filePath } = await dialog.showSaveDialog(shown, { defaultPath: suggested });
    return canceled || !filePath ? undefined : filePath;
  };
  const askForFile = async () => {
    const shown = window();
    if (!shown) return undefined;
    const filters = [{ name: 'JSON', extensions: ['json'] }];
    const { canceled, filePaths } = await dialog.showOpenDialog(shown, { properties: ['openFile'], filters });
    return canceled ? undefined : filePaths[0];
  };
  const exporting = new NightExport({
    reader,
    keys: () => house.theatre?.customerKeys,
    erasures: () => house.theatre?.erasures,
    onProgress: (progress) => push('exportProgress', progress),
    askWhere,
  });
  const planFiles = { askWhere, askForFile };
  const api = new ServerApi({
    url: () => house.serverUrl,
    dataFolder: config.dataFolder,
    language: () => keptLanguage(config.dataFolder, config.locale),
    env: process.env,
  });
  const orders = orderCalls({
    theatre: () => house.theatre,
    api,
    session,
    policy: config.policy,
    push,
    page: () => window()?.webContents,
    savePage: (suggested) => savePage(window(), suggested),
  });
  const health = new HealthFeed({
    api,
    house,
    dataFolder: config.dataFolder,
    printers: () => printersAt(window()?.webContents, config.dataFolder),
    kiosks: () => kiosks.view,
    send: (report) => push('health', report),
  });
  const ticketing = {
    theatre: () => house.theatre,
    session,
    dataFolder: config.dataFolder,
    fetchFile: (path: string) => api.file(path),
    contents: () => window()?.webContents,
    askWhere,
  };
  const handlers = handlersFor({
    config,
    house,
    session,
    counter: () => counter,
    nights,
    exporting,
    planFiles,
    ticketing,
    orders,
    kiosks,
    health: healthCalls(health, () => wordingFor(keptLanguage(config.dataFolder, config.locale), config.locale)),
    tilling: {
      session,
      people: () => people,
      till: () => till,
      savePage: (suggested) => savePage(window(), suggested),
    },
  });
  health.start();
  house.open();
  const retire = () => {
    retired = true;
    kiosks.close();
    session.close();
    health.stop();
    api.close();
  };
  return { house, gate, handlers, retire };
}

/** A first list at once, then at most one in a tenth of a second. */
function pushProgramme({ programme }: Theatre, send: (lines: Pushes['programme']) => void): void {
  let due: NodeJS.Timeout | undefined;
  const now = (): void => {
    due = undefined;
    send(programme.list().map(lineOf));
  };
  now();
  programme.onChange(() => {
    due ??= setTimeout(now, PROGRAMME_MS);
  });
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
