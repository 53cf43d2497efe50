/** What the parts of the theatre count, under the names that `/metrics` shows. */
import type { Log } from '../theatre/log/connection.ts';
import type { Desk } from '../theatre/log/desk.ts';
import { followCounters } from '../theatre/log/follow.ts';
import type { Attendance } from '../theatre/log/attendance.ts';
import type { Programme } from '../theatre/log/programme.ts';
import type { Consumer } from './consumers/consumer.ts';
import type { TheatreDatabase } from './consumers/database/index.ts';
import type { Mail } from './consumers/mail/index.ts';
import { lagNow, type Hubs } from './live/index.ts';
import type { Metrics } from './metrics.ts';

export interface Exposed {
  readonly desk: Pick<Desk, 'counters'>;
  readonly database: Pick<TheatreDatabase, 'refusedByLock' | 'differences'>;
  readonly mail: Pick<Mail, 'waiting' | 'counters' | 'trouble' | 'enabled'>;
  readonly consumers: readonly Pick<Consumer, 'name' | 'lag'>[];
  readonly hubs: Pick<Hubs, 'counters'>;
  readonly log: Pick<Log, 'connected'>;
  readonly programme: Pick<Programme, 'list' | 'lag'>;
  readonly attendance: Pick<Attendance, 'viewers'>;
}

export function exposeTheatre(
  metrics: Metrics,
  { desk, database, mail, consumers, hubs, log, programme, attendance }: Exposed,
): void {
  const total = (name: string, help: string, read: () => number) => metrics.expose(name, help, read, 'total');
  const now = (name: string, help: string, read: () => number) => metrics.expose(name, help, read);
  const { counters } = desk;
  total('desk_commands_total', 'Commands handed to the desk.', () => counters.commands);
  total('desk_accepted_total', 'Commands that are in the log, or needed nothing.', () => counters.accepted);
  total('desk_rejected_total', 'Commands that the rules refused.', () => counters.rejected);
  total('desk_unsettled_total', 'Commands whose outcome was not known in time.', () => counters.unsettled);
  total('desk_appends_total', 'Groups of commands that landed in the log.', () => counters.appends);
  total('desk_events_total', 'Events that landed in the log.', () => counters.events);
  total('desk_conflicts_total', 'Appends that another writer was faster than.', () => counters.conflicts);
  total(
    'desk_unclear_total',
    'Appends whose answer was lost and that were settled by reading.',
    () => counters.unclear,
  );
  metrics.distribution('desk_group_size', 'Commands in a group that landed.', () => counters.groupSize);

  now('log_connected', '1 while the log can be reached.', () => (log.connected ? 1 : 0));
  total('follow_messages_total', 'Messages read from the log, over all readers.', () => followCounters.messages);
  total('follow_skipped_total', 'Messages passed over because they did not parse.', () => followCounters.skipped);
  total('follow_resumed_total', 'Times a reader began anew after an outage.', () => followCounters.resumed);
  now('programme_lag', 'Messages that the programme has not read yet.', () => programme.lag);
  now('screenings', 'Screenings in the programme.', () => programme.list().length);
  now('holds', 'Seats that are held and not sold, over all screenings.', () =>
    programme.list().reduce((sum, { counts }) => sum + counts.held, 0),
  );
  for (const consumer of consumers) {
    now(`${consumer.name}_lag`, `Messages that the ${consumer.name} has not dealt with yet.`, () => consumer.lag);
  }
  now('database_differences', 'Screenings whose ledger is not the one remembered.', () => database.differences.length);
  now(
    'database_refused_by_lock',
    'Bookings that the database refused; not 0 is a fault.',
    () => database.refusedByLock,
  );

  now('mail_enabled', '1 where an SMTP server is set up.', () => (mail.enabled ? 1 : 0));
  now('mail_waiting', 'Mails that are to be sent.', () => mail.waiting);
  now('mail_trouble', '1 while the mail server takes nothing.', () => (mail.trouble ? 1 : 0));
  const { counters: mails } = mail;
  total('mail_sent_total', 'Mails that the mail server took from this process.', () => mails.sent);
  total('mail_deferred_total', 'Times the mail server did not take a mail yet.', () => mails.deferred);
  total('mail_refused_total', 'Mails that were given up: refused for good, or out of time.', () => mails.refused);
  total('mail_lost_total', 'Mails that began and nobody knows whether they left.', () => mails.lost);

  const live = hubs.counters;
  now('live_streams', 'Streams open now.', () => live.streams);
  now('live_viewers', 'Viewers who look on by a stream of this process.', () => attendance.viewers);
  now('live_channels', 'Screenings that are being watched now.', () => live.channels);
  now(
    'live_lag_seconds',
    'From a change to its frame on every socket, the last time; 0 when nothing changed for a while.',
    () => lagNow(live) / 1000,
  );
  total('live_ticks_total', 'Times that screens were brought up to date.', () => live.flushes);
  total('live_busy_seconds_total', 'Time spent bringing screens up to date.', () => live.busyMs / 1000);
  total('live_frames_rendered_total', 'Frames rendered and encoded.', () => live.rendered);
  total('live_frames_written_total', 'Frames written to sockets.', () => live.written);
  total('live_bytes_total', 'Bytes of frames written to sockets.', () => live.bytes);
  total('live_conflated_total', 'Changes that went out together with a later one.', () => live.conflated);
  total('live_skipped_total', 'Times a slow socket was passed over.', () => live.skipped);
  total('live_dropped_total', 'Sockets closed because nothing drained.', () => live.dropped);
}
