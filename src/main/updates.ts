/**
 * Newer versions: fetched in the background from the place that the package names, and put in when somebody closes the app. Nothing
 * here ever closes it, so no sale is ever cut off.
 */

/** What we need of electron-updater. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  /** What it downloads goes on after it has answered, and may fail then. */
  checkForUpdates(): Promise<{ readonly downloadPromise?: Promise<unknown> | null } | null>;
  on(event: 'update-downloaded', listener: (info: { readonly version: string }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface UpdateOptions {
  readonly updater: Updater;
  /** A version is here and waits for the app to be closed. */
  readonly onReady: (version: string) => void;
  /** Lines for whoever started the app. */
  readonly say: (line: string) => void;
}

const EVERY_MS = 6 * 3_600_000;

/** Looks now and every six hours. Answers how to stop. */
export function followUpdates({ updater, onReady, say }: UpdateOptions): () => void {
  updater.autoDownload = true;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  let told = '';
  const failed = (error: Error): void => {
    // A place that cannot be reached today is no reason to fill the log.
    if (error.message !== told) say(`No newer version could be looked for: ${error.message}`);
    told = error.message;
  };
  updater.on('error', failed);
  updater.on('update-downloaded', ({ version }) => onReady(version));
  const look = (): void =>
    void updater
      .checkForUpdates()
      .then((found) => found?.downloadPromise)
      .catch(failed);
  look();
  const timer = setInterval(look, EVERY_MS);
  return () => clearInterval(timer);
}
