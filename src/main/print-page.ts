/** Prints a page of the server's in a window that nobody sees: it runs no script, and loads nothing but that page's styles. */
import { BrowserWindow, session, type Session } from 'electron';
import { papers, type Paper } from '../../theatre/contract/papers.ts';

export interface PrintJob {
  readonly html: string;
  readonly paper: Paper;
  /** As the system calls it. */
  readonly printer: string;
}

/** A file of the server's by its path; undefined where it is not to be had. */
export type FetchFile = (path: string) => Promise<Buffer | undefined>;

const ORIGIN = 'app://tickets';
const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PATIENCE_MS = 20_000;
const MICRONS = 1000;

/** Resolves once the system has queued it; what becomes of it there Chromium does not tell. Rejects with what the system said where it has not. */
export async function printPage({ html, paper, printer }: PrintJob, fetchFile: FetchFile): Promise<'sent'> {
  const page = closedSession(html, fetchFile);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: page,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      javascript: false,
      devTools: false,
    },
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the printer did not answer')), PATIENCE_MS);
  });
  try {
    await Promise.race([window.loadURL(`${ORIGIN}/`), late]);
    await Promise.race([printed(window, papers[paper], printer), late]);
    return 'sent';
  } finally {
    clearTimeout(timer);
    window.destroy();
    page.protocol.unhandle('app');
  }
}

let jobs = 0;

function closedSession(html: string, fetchFile: FetchFile): Session {
  const page = session.fromPartition(`tickets-${++jobs}`, { cache: false });
  page.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  page.setPermissionCheckHandler(() => false);
  page.on('will-download', (event) => event.preventDefault());
  page.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) =>
    answer({ cancel: !url.startsWith(`${ORIGIN}/`) }),
  );
  page.protocol.handle('app', async ({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === '/') return respond(html, 'text/html; charset=utf-8');
    const file = /^\/assets\/[a-z0-9-]+\.css$/.test(pathname) ? await fetchFile(pathname) : undefined;
    return file ? respond(file.toString('utf8'), 'text/css; charset=utf-8') : new Response('', { status: 404 });
  });
  return page;
}

const respond = (body: string, type: string): Response =>
  new Response(body, { headers: { 'content-type': type, 'content-security-policy': POLICY } });

function printed(
  window: BrowserWindow,
  { width, height }: { readonly width: number; readonly height: number },
  deviceName: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const pageSize = { width: width * MICRONS, height: height * MICRONS };
    const margins = { marginType: 'none' } as const;
    window.webContents.print(
      { silent: true, deviceName, pageSize, margins, printBackground: true },
      (success, reason) => (success ? resolve() : reject(new Error(reason))),
    );
  });
}
