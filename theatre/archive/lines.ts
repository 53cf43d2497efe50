/** A line of an archive: an item with its message word for word, so that hashes of the log can be checked from the file. */
import { parseEvent } from '../contract/log.ts';
import { itemOf, type NightItem } from '../replay/items.ts';
import { ArchiveDamaged } from './manifest.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** Ends with a line break. */
export function lineOf({ sequence, at, kind }: NightItem, body: Uint8Array): string {
  const head = `{"sequence":${sequence},"at":${at},"kind":"${kind}",`;
  const text = decoder.decode(body);
  // A message that somebody else wrote over several lines is kept to the byte all the same.
  if (/[\r\n]/.test(text)) return `${head}"body":"${Buffer.from(body).toString('base64')}"}\n`;
  return `${head}"event":${text}}\n`;
}

const form = /^\{"sequence":(\d+),"at":(\d+),"kind":"(ledger|presence|refusal)",(?:"body":"([^"]*)"|"event":(.*))\}$/s;

export interface ReadLine {
  readonly item: NightItem;
  readonly body: Uint8Array;
}

/** The item in a line without its break. Throws `ArchiveDamaged`. */
export function readLine(line: string, screeningId: string): ReadLine {
  const [, sequence, at, kind = '', base64, text = ''] = form.exec(line) ?? [];
  if (sequence === undefined || at === undefined) throw new ArchiveDamaged(`a line is no item: ${line.slice(0, 80)}`);
  const body = base64 === undefined ? encoder.encode(text) : new Uint8Array(Buffer.from(base64, 'base64'));
  const subject = `theatre.screening.${screeningId}.${kind}`;
  const parsed = parseEvent(subject, body);
  // Instances are every screening's: their end stands on a subject of its own.
  const read = 'problem' in parsed && kind === 'presence' ? parseEvent('theatre.instances', body) : parsed;
  if ('problem' in read) throw new ArchiveDamaged(`item ${sequence}: ${read.problem}`);
  return { item: itemOf(Number(sequence), Number(at), read.event), body };
}
