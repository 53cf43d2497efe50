import manifest from '../package.json' with { type: 'json' };

/** Of Full House: the desktop app and its server are always of one. */
export const version: string = manifest.version;
