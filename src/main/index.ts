import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

async function open(): Promise<void> {
  await app.whenReady();
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    webPreferences: {
      preload: join(__dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  await window.loadFile(join(__dirname, '../renderer/index.html'));
}

app.on('window-all-closed', () => app.quit());
void open();
