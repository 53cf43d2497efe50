import type { updates as english } from '../en/updates.ts';
import type { Like } from '../like.ts';

export const updates: Like<typeof english> = {
  ready: (version) => `Version ${version} ist bereit und wird beim Schließen eingespielt`,
};
