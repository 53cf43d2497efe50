/** The mail consumer as a process of its own, to be killed; its log and its environment are told by its arguments. */
import type { LogAddress } from '../../../../theatre/log/address.ts';
import { openLog } from '../../../../theatre/log/connection.ts';
import { anOrder, impatient, mailing } from './mailing.ts';

const [address = '{}', env = '{}'] = process.argv.slice(2);
const log = await openLog({ address: JSON.parse(address) as LogAddress, name: 'mail-process' });
// What it has begun when it is killed is soon given up for lost.
const briefly = { ...impatient, outcomeMs: 1000 };
await mailing(log, JSON.parse(env) as Record<string, string>, [], anOrder, briefly);
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
