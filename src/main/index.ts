/** The desktop app: one instance, one window, and the house behind it; all that was started ends with it. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, dialog, ipcMain, type BrowserWindow } from 'electron';
import { autoUpdater } from 'electron-updater';
import { catalogueOf, languageOf, localeOf } from '../../theatre/contract/catalogue/index.ts';
import { callNames, channelOf } from '../../theatre/contract/ipc.ts';
import { answerCall, type Door } from './calls.ts';
import { readKioskConfig, type KioskConfig } from './config.ts';
import type { House } from './house.ts';
import { keptLanguage } from './kiosk-language.ts';
import { declareScheme, ORIGIN, servePage } from './page.ts';
import { followUpdates } from './updates.ts';
import { lockDown, openWindow } from './window.ts';
import { openHouse, type Shell } from './open-house.ts';

/** The window has its answer by then. */
const ANSWERED_MS = 100;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** One window, and behind it one house after another: this kiosk's own, one that it joins, its own again. */
function start(home: KioskConfig): void {
  let window: BrowserWindow | undefined;
  // Dates in form fields follow it, in a language that is chosen later from the next start on.
  const language = keptLanguage(home.dataFolder, home.locale);
  app.commandLine.appendSwitch('lang', localeOf(language, home.locale));
  let changing: Promise<void> | undefined;
  let ending = false;
  // Asked for twice it is done once: two houses in one folder would be two logs in one.
  const anew: Shell['anew'] = (meanwhile) => {
    changing ??= changeHouse(meanwhile)
      .catch((error: unknown) => console.error('While changing houses:', error))
      .finally(() => (changing = undefined));
  };
  const changeHouse = async (meanwhile: () => Promise<void>): Promise<void> => {
    await sleep(ANSWERED_MS);
    running.retire();
    try {
      await running.house.close();
      await meanwhile();
    } finally {
      if (!ending) openNext();
    }
  };
  const openNext = (): void => {
    try {
      running = openHouse(shell);
    } catch (error) {
      // A window before a house that is closed would take keys and do nothing with them.
      cannotOpen(error);
      return;
    }
    if (window?.isDestroyed() === false) window.webContents.reload();
  };
  const shell: Shell = { window: () => window, home, anew, say };
  let running = openHouse(shell);
  const onBug: Door['onBug'] = (name, error) =>
    console.error(`Fault in ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  for (const name of callNames) {
    ipcMain.handle(channelOf(name), (event, ...args: unknown[]) => {
      const caller = event.sender === window?.webContents ? event.senderFrame : null;
      const { handlers, gate } = running;
      return answerCall({ handlers, origin: ORIGIN, gate, onBug }, name, caller, args);
    });
  }

  endWith(async () => {
    ending = true;
    await changing;
    await running.house.close();
  });
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  if (app.isPackaged) lookForUpdates(() => running.house);
  void app.whenReady().then(async () => {
    servePage(join(__dirname, '../renderer'));
    lockDown();
    await openWindow(join(__dirname, '../preload/index.cjs'), (opened) => (window = opened));
  });
}

/** Only a package that was made with a place to look at has this file. */
function lookForUpdates(house: () => House): void {
  if (!existsSync(join(process.resourcesPath, 'app-update.yml'))) return;
  followUpdates({ updater: autoUpdater, onReady: (version) => house().updateReady(version), say });
}

/** Quitting waits until everything that was started is gone, and once that is so ends for good. */
function endWith(end: () => Promise<void>): void {
  let ending: Promise<void> | undefined;
  app.on('before-quit', (event) => {
    event.preventDefault();
    ending ??= end()
      .catch((error: unknown) => console.error('While ending:', error))
      .then(() => app.exit(0));
  });
}

declareScheme();
if (!app.requestSingleInstanceLock()) {
  say('Full House is open already: its window comes to the front.');
  app.exit(0);
} else {
  try {
    start(readKioskConfig(process.env, homedir(), process.platform));
  } catch (error) {
    cannotOpen(error);
  }
}

/** Says what is wrong and what to do, and ends. */
function cannotOpen(error: unknown): void {
  const problem = error instanceof Error ? error.message : String(error);
  say(`Full House cannot open: ${problem}`);
  void app.whenReady().then(() => {
    // The setting that could not be read may have been the language.
    const words = catalogueOf(languageOf(app.getLocale())).kiosk;
    dialog.showErrorBox(words.cannotOpen, words.cannotOpenTodo(problem));
    app.exit(1);
  });
}
