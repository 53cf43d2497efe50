/** A customer's name as it is shown: '' is somebody who gave none at the counter, null somebody who was erased. */
import type { Catalogue } from './catalogue/index.ts';

export function nameWords(name: string | null, { privacy }: Pick<Catalogue, 'privacy'>): string {
  if (name === null) return privacy.erased;
  return name === '' ? privacy.noName : name;
}
