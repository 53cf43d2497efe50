/** How the bytes on a subject that is not a screening's become typed events. */
import type { z } from 'zod';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * A parser for one union of events, by schemas for each type. It answers the event, or in words what is wrong with the message,
 * and never throws: anybody who can write to the log could otherwise stop every reader.
 */
export function parserOf<E extends { readonly type: string }>(schemas: Readonly<Record<E['type'], z.ZodType<E>>>) {
  return (_subject: string, bytes: Uint8Array): { readonly event: E } | { readonly problem: string } => {
    let body: unknown;
    try {
      body = JSON.parse(decoder.decode(bytes));
    } catch {
      return { problem: `not JSON (${bytes.length} bytes)` };
    }
    const type: unknown = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
    if (typeof type !== 'string' || !Object.hasOwn(schemas, type)) {
      return { problem: `unknown event type ${JSON.stringify(type)?.slice(0, 60) ?? 'undefined'}` };
    }
    const result = schemas[type as E['type']].safeParse(body);
    if (result.success) return { event: result.data };
    const [issue] = result.error.issues;
    return { problem: `${type}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'does not fit'}` };
  };
}
