/** How a piece of a patch finds its place on a page that htmx swaps it into: by its id, and by this attribute. */

/** The element becomes the one with its id, which keeps focus, scroll and transitions. */
export const MORPH = ' hx-swap-oob="outerMorph"';

/** What a renderer puts after an element's own attributes: nothing on a page, `MORPH` in a patch. */
export type Oob = '' | typeof MORPH;

/** Removes the element with this id. */
export function removal(tag: 'li', id: string): string {
  return `<${tag} id="${id}" hx-swap-oob="delete"></${tag}>`;
}
