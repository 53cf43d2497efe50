/** A viewer's colour and name, both derived from the public viewer id, the same on every screen. */

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

const animals =
  'Badger Bear Crane Deer Dove Eagle Falcon Finch Fox Gull Hare Heron Ibis Jackdaw Jay Kite Lark Lynx Magpie Marten Mole Otter Owl Panda Puffin Raven Robin Seal Stork Swan Tern Wren'.split(
    ' ',
  );

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

/** For example `Amber Fox`. Two viewers may share one; the id tells them apart. */
export function viewerName(viewerId: string): string {
  const color = viewerColor(viewerId);
  const animal = animals[hash(viewerId, 0x9dc5811c) % animals.length] ?? 'Owl';
  return `${color.charAt(0).toUpperCase()}${color.slice(1)} ${animal}`;
}
