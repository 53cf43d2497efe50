import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { callNames, channelOf, pushNames, type PushName } from '../../theatre/contract/ipc.ts';

const calls = callNames.map((name) => [
  name,
  (request: unknown): Promise<unknown> => ipcRenderer.invoke(channelOf(name), request),
]);

/** Only what main pushes, and never Electron's own event: it would hand the page its sender. */
function on(name: PushName, listener: (push: unknown) => void): () => void {
  if (!pushNames.includes(name)) throw new Error(`there is no push "${String(name)}"`);
  const forward = (_event: IpcRendererEvent, push: unknown): void => listener(push);
  ipcRenderer.on(channelOf(name), forward);
  return () => void ipcRenderer.off(channelOf(name), forward);
}

contextBridge.exposeInMainWorld('fullHouse', { ...Object.fromEntries(calls), on });
