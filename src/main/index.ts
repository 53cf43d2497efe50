/** The desktop app: one instance, one window, and the house behind it; all that was started ends with it. */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, dialog, ipcMain, type BrowserWindow } from 'electron';
import { autoUpdater } from 'electron-updater';
import { catalogueOf, languageOf, localeOf } from '../../theatre/contract/catalogue/index.ts';
import { callNames, channelOf, type PushName, type Pushes } from '../../theatre/contract/ipc.ts';
import { wordingFor } from '../../theatre/contract/wording.ts';
import { nightReader } from '../../theatre/log/read-night.ts';
import { answerCall, type Door } from './calls.ts';
import { readKioskConfig, type KioskConfig } from './config.ts';
import { Counter } from './counter.ts';
import { Gate } from './gate.ts';
import { handlersFor, lineOf } from './handlers.ts';
import { healthCalls } from './health-calls.ts';
import { HealthFeed } from './health-feed.ts';
import { House } from './house.ts';
import { KeptAttempts } from './kept-attempts.ts';
import { houseLine } from './house-calls.ts';
import { keptKioskId } from './kiosk-id.ts';
import { keptLanguage } from './kiosk-language.ts';
import { NightExport } from './night-export.ts';
import { NightRoom } from './night-room.ts';
import { orderCalls } from './order-calls.ts';
import { declareScheme, ORIGIN, servePage } from './page.ts';
import { PeopleDesk } from './people-desk.ts';
import { pinKeyOf } from './pin-key.ts';
import { savePage } from './save-page.ts';
import { ServerApi } from './server-api.ts';
import { runServer } from './server-process.ts';
import { Session } from './session.ts';
import type { Theatre } from './theatre.ts';
import { printersAt } from './ticket-calls.ts';
import { TillDesk } from './till-desk.ts';
import { followUpdates } from './updates.ts';
import { lockDown, openWindow } from './window.ts';

/** What a window may be told while nobody is signed in. */
const WHILE_LOCKED: ReadonlySet<PushName> = new Set<PushName>(['status', 'session', 'customerErased']);

/** The programme changes with every seat; a list of evenings need not. */
const PROGRAMME_MS = 100;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function start(config: KioskConfig): void {
  let window: BrowserWindow | undefined;
  let counter: Counter | undefined;
  let people: PeopleDesk | undefined;
  let till: TillDesk | undefined;
  const session = new Session({ lockMs: config.lockMs });
  const gate = new Gate(session);
  const push = <N extends PushName>(name: N, what: Pushes[N]): void => {
    // While nobody is signed in the window learns of nothing but that.
    if (session.locked && !WHILE_LOCKED.has(name)) return;
    if (window && !window.isDestroyed()) window.webContents.send(channelOf(name), what);
  };

  // Dates in form fields follow it, in a language that is chosen later from the next start on.
  const language = keptLanguage(config.dataFolder, config.locale);
  app.commandLine.appendSwitch('lang', localeOf(language, config.locale));
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const viewerId = keptKioskId(config.dataFolder);
  const pinKey = pinKeyOf(config.dataFolder, config);
  const house = new House({
    config,
    kioskId: viewerId,
    host: process.env['HOST']?.trim() || '0.0.0.0',
    say,
    onStatus: (status) => {
      health.patrons(status.patrons);
      push('status', status);
    },
    onTheatre: (theatre) => {
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
        attempts: new KeptAttempts(config.dataFolder),
      });
      till = new TillDesk({ theatre, session, gate, tillId: viewerId, currency: config.currency });
      const desk = till;
      theatre.till.onChange(() => push('till', desk.view()));
      session.onChange(() => push('session', session.view));
      session.begin({ people: theatre.people, till: theatre.till, approver: people.approve.bind(people) });
      pushProgramme(theatre, (lines) => push('programme', lines));
      theatre.erasures.onErased(({ order }) => push('customerErased', { order }));
      theatre.houses.onChange(() => push('houses', theatre.houses.list().map(houseLine)));
    },
    runServer: (natsUrl) =>
      runServer({
        script: app.isPackaged
          ? join(process.resourcesPath, 'server/main.cjs')
          : join(app.getAppPath(), 'out/server/main.cjs'),
        node: config.node,
        env: { ...environment(), NATS_URL: natsUrl, FULL_HOUSE_DATA: config.dataFolder },
      }),
  });
  const reader = () => (house.theatre ? nightReader(house.theatre.log) : undefined);
  const nights = new NightRoom({ reader, send: (part) => push('nightPart', part) });
  const askWhere = async (suggested: string) => {
    if (!window) return undefined;
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggested });
    return canceled || !filePath ? undefined : filePath;
  };
  const askForFile = async () => {
    if (!window) return undefined;
    const filters = [{ name: 'JSON', extensions: ['json'] }];
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters });
    return canceled ? undefined : filePaths[0];
  };
  const exporting = new NightExport({
    reader,
    keys: () => house.theatre?.customerKeys,
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
    page: () => window?.webContents,
    savePage: (suggested) => savePage(window, suggested),
  });
  const health = new HealthFeed({
    api,
    house,
    dataFolder: config.dataFolder,
    printers: () => printersAt(window?.webContents, config.dataFolder),
    send: (report) => push('health', report),
  });
  const ticketing = {
    theatre: () => house.theatre,
    session,
    dataFolder: config.dataFolder,
    fetchFile: (path: string) => api.file(path),
    contents: () => window?.webContents,
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
    health: healthCalls(health, () => wordingFor(keptLanguage(config.dataFolder, config.locale), config.locale)),
    tilling: { session, people: () => people, till: () => till, savePage: (suggested) => savePage(window, suggested) },
  });
  const onBug: Door['onBug'] = (name, error) =>
    console.error(`Fault in ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  for (const name of callNames) {
    ipcMain.handle(channelOf(name), (event, ...args: unknown[]) => {
      const caller = event.sender === window?.webContents ? event.senderFrame : null;
      return answerCall({ handlers, origin: ORIGIN, gate, onBug }, name, caller, args);
    });
  }

  endWithTheHouse(house);
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  health.start();
  house.open();
  if (app.isPackaged) lookForUpdates(house);
  void app.whenReady().then(async () => {
    servePage(join(__dirname, '../renderer'));
    lockDown();
    await openWindow(join(__dirname, '../preload/index.cjs'), (opened) => (window = opened));
  });
}

/** Only a package that was made with a place to look at has this file. */
function lookForUpdates(house: House): void {
  if (!existsSync(join(process.resourcesPath, 'app-update.yml'))) return;
  followUpdates({ updater: autoUpdater, onReady: (version) => house.updateReady(version), say });
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

/** Quitting waits until everything that was started is gone, and once that is so ends for good. */
function endWithTheHouse(house: House): void {
  let ending: Promise<void> | undefined;
  app.on('before-quit', (event) => {
    event.preventDefault();
    ending ??= house
      .close()
      .catch((error: unknown) => console.error('While ending:', error))
      .then(() => app.exit(0));
  });
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

declareScheme();
if (!app.requestSingleInstanceLock()) {
  say('Full House is open already: its window comes to the front.');
  app.exit(0);
} else {
  try {
    start(readKioskConfig(process.env, homedir(), process.platform));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    say(`Full House cannot open: ${problem}`);
    void app.whenReady().then(() => {
      // The setting that could not be read may have been the language.
      const words = catalogueOf(languageOf(app.getLocale())).kiosk;
      dialog.showErrorBox(words.cannotOpen, words.cannotOpenTodo(problem));
      app.exit(1);
    });
  }
}
