import { contextBridge } from 'electron';

contextBridge.exposeInMainWorld('fullHouse', {});
