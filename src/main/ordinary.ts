/** More parts than any request of the contract has. */
const MOST_PARTS = 50_000;

/**
 * Whether this is plain data of a bearable size: texts, numbers, lists and plain objects. Bytes are not: a schema that refuses what
 * it does not know would name each of eight million of them, and nothing else is done here meanwhile.
 */
export function isOrdinary(request: unknown): boolean {
  const waiting: unknown[] = [request];
  let parts = 0;
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const kind: unknown = Object.getPrototypeOf(next);
    if (!Array.isArray(next) && kind !== Object.prototype && kind !== null) return false;
    const inside = next as Readonly<Record<string, unknown>>;
    // Of an object their names come first: to look each up as well takes twice as long.
    const names = Array.isArray(next) ? undefined : Object.keys(next);
    const list: readonly unknown[] = names ?? (next as readonly unknown[]);
    parts += list.length;
    if (parts > MOST_PARTS) return false;
    for (const part of list) waiting.push(names ? inside[part as string] : part);
  }
  return true;
}
