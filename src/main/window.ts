import { app, BrowserWindow, session, type WebContents } from 'electron';
import { ORIGIN } from './page.ts';

/** Refuses, for every page there will ever be: other addresses, other windows, permissions, and the network. */
export function lockDown(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) =>
    answer({ cancel: !(url.startsWith(`${ORIGIN}/`) || url.startsWith('devtools:')) }),
  );
  defaultSession.on('will-download', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Opens the kiosk's window, told as soon as it is there and before its page asks anything. Its page comes back when it crashes. */
export async function openWindow(preload: string, onOpened: (window: BrowserWindow) => void): Promise<void> {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    autoHideMenuBar: true,
    title: 'Full House',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  onOpened(window);
  window.setMenu(null);
  window.once('ready-to-show', () => window.show());
  reviveAfterCrash(window.webContents);
  await window.loadURL(`${ORIGIN}/index.html`);
}

const REVIVAL_MS = 1_000;

function reviveAfterCrash(contents: WebContents): void {
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    console.error(`The window's page ended (${reason}); it is opened again.`);
    setTimeout(() => {
      if (!contents.isDestroyed()) contents.reload();
    }, REVIVAL_MS);
  });
}
