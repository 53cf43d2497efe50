import { EventEmitter } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { OpenStreams } from './open-streams.ts';

const request = { ip: '198.51.100.7' } as FastifyRequest;
const replyTo = (raw: object) => ({ raw: Object.assign(new EventEmitter(), raw) }) as unknown as FastifyReply;

test('an address has room again when its streams close, also those that were given up before they were open', () => {
  const streams = new OpenStreams(1);
  for (const gone of [{ destroyed: true }, { stream: { destroyed: true, closed: true } }]) {
    expect(streams.admit(request, replyTo(gone))).toBeUndefined();
  }
  const open = replyTo({ destroyed: false });
  expect(streams.admit(request, open)).toBeUndefined();
  expect(streams.admit(request, replyTo({ destroyed: false }))?.code).toBe('too-many-streams');
  open.raw.emit('close');
  expect(streams.admit(request, replyTo({ destroyed: false }))).toBeUndefined();
});
