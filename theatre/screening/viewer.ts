/** A viewer's colour and what their name is made of, derived from the public viewer id, the same on every screen. */

/** Keys of the colour tokens; a screen maps each to a colour of its theme. */
export const viewerColors = [
  'amber',
  'azure',
  'brick',
  'cyan',
  'fern',
  'gold',
  'indigo',
  'jade',
  'lilac',
  'mint',
  'olive',
  'plum',
  'rose',
  'rust',
  'slate',
  'teal',
] as const;

export type ViewerColor = (typeof viewerColors)[number];

/** How many words each language has for one colour, and how many animals. */
const SHADES = 8;
const ANIMALS = 160;

function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}

export function viewerColor(viewerId: string): ViewerColor {
  return viewerColors[hash(viewerId, 0x811c9dc5) % viewerColors.length] ?? 'slate';
}

export interface Persona {
  readonly color: ViewerColor;
  /** Which of the words for that colour. */
  readonly shade: number;
  readonly animal: number;
}

/** What a viewer's name is made of; each language has words for it. */
export function viewerPersona(viewerId: string): Persona {
  const value = hash(viewerId, 0x9dc5811c);
  return { color: viewerColor(viewerId), animal: value % ANIMALS, shade: Math.floor(value / ANIMALS) % SHADES };
}
