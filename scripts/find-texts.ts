/** Finds what people read outside the catalogues: in JSX, in templates of HTML, and in strings that are sentences. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { root } from './steps.ts';

/** The catalogues themselves, and what only tests run. */
const passedOver = /\.spec\.|\/testing(\/|$)|^server\/faults(\/|$)|^theatre\/contract\/catalogue\//;

const listed = (folder: string, recursive: boolean) =>
  readdirSync(join(root, folder), { recursive, encoding: 'utf8' }).map((name) => join(folder, name));

/** Every room of what runs in a house, also one that is added later. */
export const rooms = ['server', 'src', 'theatre']
  .flatMap((hall) => listed(hall, false))
  .filter((room) => !/\.\w+$/.test(room) && !passedOver.test(room))
  .sort();

/** For operators and developers alone: a terminal, the journal, metrics, what starts or mends a house. Each place says why. */
export const forOperators: Readonly<Record<string, string>> = {
  'server/backup': 'npm run backup and restore, and lines of the journal',
  'server/config.ts': 'what is wrong with a setting, before the house opens',
  'server/consumers/database/archives.ts': 'lines of the journal',
  'server/consumers/database/repair.ts': 'npm run repair',
  'server/expose-theatre.ts': 'help of the metrics',
  'server/mail-config.ts': 'what is wrong with a setting, before the house opens',
  'server/main.ts': 'why the house does not open',
  'server/metrics.ts': 'help of the metrics',
  'server/replay/archiving.ts': 'npm run archive',
  'src/main/page.ts': 'the answer to an address that no page of ours asks for',
  'theatre/archive': 'npm run archive, and why a file is not believed',
  'theatre/contract/log-house.ts': 'why a message of the log is passed over, in the journal',
  'theatre/contract/log.ts': 'why a message of the log is passed over, in the journal',
  'theatre/log': 'why a log cannot be used, in the journal',
  'theatre/seating/houses': 'names that belong to a plan, as a title belongs to a screening',
};

export function isForOperators(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

/** The files of a room that texts could be in. */
export function sourcesOf(room: string): string[] {
  return listed(room, true).filter((file) => /\.(tsx?|js)$/.test(file) && !passedOver.test(file));
}

/** All that is read: the rooms, and what lies between them. */
export function allSources(): string[] {
  return ['server', 'src', 'theatre'].flatMap(sourcesOf);
}

export interface FoundText {
  readonly line: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const WORD = /\p{L}{2,}/u;
/** Two words and more, beginning like a sentence or ending like one. */
const SENTENCE =
  /^\s*\p{Lu}[\p{L}’']*,? (?:\p{L}|[„“"‘\u{FFFC}])|\p{Ll}{2,} \p{Ll}{2,}.*[.…!?]$|^\u{FFFC},? \p{Ll}{2,}|\u{FFFC}[.,:;]? \(?\p{L}{2,} \p{L}{2,}/u;
/** The middle of a sentence, which others put together. */
const PHRASE = /^(?:an?|its?|no|not|nobody|some\w*|the|this) \p{Ll}{2,}/u;
/** A whole label of one word: `Sold`. Names that programs use are not written so. */
const LABEL = /^\s*\p{Lu}\p{Ll}{2,}(?: …|…|:)?\s*$/u;

const spokenAttributes = new Set([
  'title',
  'aria-label',
  'placeholder',
  'alt',
  'label',
  'text',
  'heading',
  'hint',
  'caption',
]);
/** Of objects: what becomes text on a screen. */
const spokenKeys = new Set([
  'does',
  'label',
  'title',
  'heading',
  'hint',
  'words',
  'detail',
  'message',
  'text',
  'caption',
]);
/** Names of keys and other words that a browser gives. */
const given = new Set(
  'Enter Escape Tab Home End Delete Backspace Insert PageUp PageDown Space Shift Control Alt Meta Bearer Error Accept Allow'.split(
    ' ',
  ),
);
/** The name of the program, and what a protocol wants. */
const brand = /Full House|^Bearer .*/g;

/** Every text in a source file that should be in a catalogue. */
export function findTexts(source: string, file: string): FoundText[] {
  const program = parseAst(source, { lang: file.endsWith('.js') ? 'js' : file.endsWith('.tsx') ? 'tsx' : 'ts' });
  const found: FoundText[] = [];
  const add = ({ start }: Node, text: string) => {
    found.push({
      line: source.slice(0, start).split('\n').length,
      text: text.trim().replace(/\s+/g, ' ').slice(0, 80),
    });
  };
  visit(program as unknown as Node, [], (node, above) => {
    const text = textOf(node);
    if (text === undefined) return;
    const said = text.replace(brand, '');
    const parent = above.at(-1);
    if (isForPrograms(node, above, onlyScreens.test(file)) || SQL.test(text) || osFolders.test(text)) return;
    if (node.type === 'JSXText') {
      if (WORD.test(said) && !isInKey(above)) add(node, text);
    } else if (isHtml(node, parent)) {
      for (const piece of spokenIn(said)) add(node, piece);
    } else if (
      SENTENCE.test(said) ||
      PHRASE.test(said) ||
      (isSpoken(node, above) && WORD.test(said)) ||
      isLabel(said)
    ) {
      add(node, text);
    }
  });
  return found;
}

function visit(node: Node, above: readonly Node[], look: (node: Node, above: readonly Node[]) => void): void {
  look(node, above);
  const inside = [...above, node];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) visit(child, inside, look);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

function textOf(node: Node): string | undefined {
  if (node.type === 'JSXText' || node.type === 'Literal')
    return typeof node['value'] === 'string' ? node['value'] : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  // A value stands for one word.
  return (node['quasis'] as { value: { cooked: string | null } }[])
    .map(({ value }) => value.cooked ?? '')
    .join('\u{FFFC}');
}

function isLabel(text: string): boolean {
  return LABEL.test(text) && !given.has(text.trim());
}

/** The value of an attribute or a key that is read or said. */
function isSpoken(node: Node, above: readonly Node[]): boolean {
  for (const one of [...above].reverse()) {
    if (one.type === 'JSXAttribute') return spokenAttributes.has(nameOf(one['name']));
    if (one.type === 'Property') return one['key'] !== node && spokenKeys.has(nameOf(one['key']));
    if (!/^(ConditionalExpression|LogicalExpression|JSXExpressionContainer|TemplateLiteral)$/.test(one.type))
      return false;
  }
  return false;
}

const forPrograms = /^(TS.*Type|TSTypeReference|ThrowStatement)$/;
const toldToOperators = /^(console|say|onNotice|onProblem|test|expect)$|Error$|^(URL|RegExp)$/;
/** Where everything that is said is said to whoever looks at a screen. */
const onlyScreens = /^(src\/renderer|server\/(assets|views))\//;
/** What a database is told. */
const SQL = /^\s*(SELECT|INSERT|UPDATE|CREATE|DELETE|ALTER|BEGIN|PRAGMA)\b/;
/** Names of folders that an operating system gives. */
const osFolders = /^(Local|Library|Application Support)$/;

/** Words for whoever runs or mends it: what is thrown, what a terminal shows, types, names of modules. */
function isForPrograms(node: Node, above: readonly Node[], onScreen: boolean): boolean {
  const parent = above.at(-1);
  if (parent?.type === 'Property' && parent['key'] === node) return true;
  if (parent?.type === 'MemberExpression' && parent['property'] === node) return true;
  if (parent?.type === 'BinaryExpression' && /^[!=]==?$/.test(String(parent['operator']))) return true;
  if (parent && /^(SwitchCase|Import|Export(All|Named)Declaration)/.test(parent.type)) return true;
  return above.some((one) => {
    if (one.type === 'Property' && nameOf(one['key']) === 'cap') return true;
    if (forPrograms.test(one.type)) return true;
    if (one.type !== 'CallExpression' && one.type !== 'NewExpression') return false;
    const callee = one['callee'] as Node;
    const name = nameOf(callee.type === 'MemberExpression' ? callee['object'] : callee);
    return [name, nameOf(callee['property'])].some(
      (told) => toldToOperators.test(told) && !(onScreen && /^(say|on)/.test(told)),
    );
  });
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  const name = node['name'] ?? node['value'];
  return typeof name === 'string' ? name : '';
}

/** What is printed on a key is printed so in every language. */
function isInKey(above: readonly Node[]): boolean {
  return above.some((one) => one.type === 'JSXElement' && nameOf((one['openingElement'] as Node)['name']) === 'kbd');
}

function isHtml(node: Node, parent: Node | undefined): boolean {
  const text = textOf(node) ?? '';
  if (node.type === 'TemplateLiteral' && parent?.type === 'TaggedTemplateExpression')
    return nameOf(parent['tag']) === 'html';
  return node.type !== 'JSXText' && /<[a-z!/]/i.test(text);
}

const spokenInHtml = /\s(?:title|aria-label|placeholder|alt|data-stage)="([^"]*)"/g;

function spokenIn(html: string): string[] {
  const attributes = [...html.matchAll(spokenInHtml)].map(([, value = '']) => value);
  const between = html
    .replace(/<kbd>.*?<\/kbd>/gs, '')
    .replace(/<[^>]*(>|$)|^[^<]*?>/g, '\n')
    .split('\n');
  const pieces = [...attributes, ...between].map((piece) => piece.replace(/&[a-z]+;/g, ' '));
  return pieces.filter((piece) => WORD.test(piece) && !/^\s*"?\s*[a-z-]+=/.test(piece));
}
