/** Keeps what the window shows as a PDF, by its own rules for paper: no printer and no network are needed. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { dialog, type BrowserWindow } from 'electron';

/** Asks where. Null when it was called off; throws when the file cannot be written. */
export async function savePage(window: BrowserWindow | undefined, suggested: string): Promise<string | null> {
  if (!window) return null;
  const page = await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true });
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggested });
  if (canceled || !filePath) return null;
  const draft = `${filePath}.part`;
  try {
    // Names of customers may be in it.
    await writeFile(draft, page, { mode: 0o600, flush: true });
    await rename(draft, filePath);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return filePath;
}
