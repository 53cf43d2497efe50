/** The server under test, in a process of its own: the whole server, with our hubs or with the naive ones. */
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { openDataFolder } from '../../server/data-folder.ts';
import type { Hubs } from '../../server/live/index.ts';
import { openTheatre } from '../../server/open-theatre.ts';
import { addressFromUrl } from '../../theatre/log/address.ts';
import { Attendance } from '../../theatre/log/attendance.ts';
import { NaiveHubs } from './baseline.ts';
import type { Ask, Contender, ServerFigures } from './messages.ts';

const contender = process.argv[2] as Contender;
const config = readConfig(process.env);
const theatre = await openTheatre({
  config,
  secrets: openDataFolder(config),
  address: addressFromUrl(process.env['NATS_URL'] ?? ''),
  onNotice: (notice) => process.stderr.write(`${notice}\n`),
});
const { hubs } = theatre.parts;
const naive =
  contender === 'full-house'
    ? undefined
    : new NaiveHubs(
        theatre.screenings,
        new Attendance({ log: theatre.log, instance: `baseline-${process.pid}` }),
        contender === 'baseline-shared',
      );
const app = await buildApp(naive ? { ...theatre.parts, hubs: naive as unknown as Hubs } : theatre.parts, {
  onFault: (error) => process.stderr.write(`${error.stack}\n`),
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });

function figures({ collect }: Ask): ServerFigures {
  const { user, system } = process.cpuUsage();
  if (collect) (globalThis as { gc?: () => void }).gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const counters = naive ? { dropped: naive.dropped } : (hubs as { counters?: unknown }).counters;
  return { cpuMs: (user + system) / 1000, rss, held: heapUsed + external, counters };
}

process.on('message', (ask: Ask) => process.send?.(figures(ask)));
process.on('disconnect', () => process.exit());
process.send?.({ url });
