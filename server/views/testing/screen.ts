/** A phone's screen without a browser: our own HTML as a tree, and patches applied to it as htmx does. */

export interface Node {
  readonly tag: string;
  readonly attributes: Map<string, string>;
  readonly children: (Node | string)[];
}

const token = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9:-]*(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/gy;
const attribute = /([a-z][a-z0-9:-]*)(?:="([^"]*)")?/g;
const empty = new Set(['input', 'br', 'meta', 'link', 'path']);

/** Reads what our templates make; throws on anything that is not well formed. */
export function parse(html: string): (Node | string)[] {
  const root: (Node | string)[] = [];
  const open: Node[] = [];
  let at = 0;
  while (at < html.length) {
    token.lastIndex = at;
    const match = token.exec(html);
    if (!match) throw new Error(`not well formed at: ${html.slice(at, at + 80)}`);
    at = token.lastIndex;
    const [, closing, tag, attributes = '', alone, text] = match;
    const into = open.at(-1)?.children ?? root;
    if (tag === undefined) {
      if (text?.trim()) into.push(text.trim().replace(/\s+/g, ' '));
    } else if (closing) {
      const last = open.pop();
      if (last?.tag !== tag) throw new Error(`</${tag}> closes <${last?.tag}>`);
    } else {
      const pairs = [...attributes.matchAll(attribute)].map(([, name = '', value = '']) => [name, value] as const);
      const node: Node = { tag, attributes: new Map(pairs), children: [] };
      into.push(node);
      if (!alone && !empty.has(tag)) open.push(node);
    }
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.tag}> is left open`);
  return root;
}

export class Screen {
  readonly roots: (Node | string)[];

  constructor(html: string) {
    this.roots = parse(html);
  }

  /** Swaps each element of a patch in by its id. Throws where htmx would find no place and leave the screen wrong. */
  apply(patch: string): void {
    for (const piece of parse(patch)) {
      if (typeof piece === 'string') throw new Error(`text outside of elements: ${piece}`);
      const how = piece.attributes.get('hx-swap-oob');
      const id = piece.attributes.get('id') ?? '';
      piece.attributes.delete('hx-swap-oob');
      const place = find(this.roots, id);
      if (!place) throw new Error(`no #${id} on the screen`);
      const [siblings, index] = place;
      const now = siblings[index] as Node;
      switch (how) {
        case 'outerMorph':
        case 'true':
          siblings[index] = piece;
          break;
        case 'delete':
          siblings.splice(index, 1);
          break;
        case 'afterbegin':
          now.children.unshift(...piece.children);
          break;
        case 'beforeend':
          now.children.push(...piece.children);
          break;
        default:
          throw new Error(`#${id} is to be swapped by ${how}`);
      }
    }
  }

  find(id: string): Node | undefined {
    const place = find(this.roots, id);
    return place && (place[0][place[1]] as Node);
  }

  text(id: string): string {
    return textOf(this.find(id) ?? '').trim();
  }

  toString(): string {
    return this.roots.map(written).join('');
  }
}

function find(nodes: (Node | string)[], id: string): [(Node | string)[], number] | undefined {
  for (const [index, node] of nodes.entries()) {
    if (typeof node === 'string') continue;
    if (node.attributes.get('id') === id) return [nodes, index];
    const place = find(node.children, id);
    if (place) return place;
  }
  return undefined;
}

function textOf(node: Node | string): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join(' ');
}

function written(node: Node | string): string {
  if (typeof node === 'string') return node;
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${value}"`).sort();
  return `<${node.tag}${attributes.join('')}>${node.children.map(written).join('')}</${node.tag}>\n`;
}
