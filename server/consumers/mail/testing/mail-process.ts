/** The mail consumer as a process of its own, to be killed; its log and its environment are told by its arguments. */
import type { LogAddress } from '../../../../theatre/log/address.ts';
import { openLog } from '../../../../theatre/log/connection.ts';
import { mailing } from './mailing.ts';

const [address = '{}', env = '{}'] = process.argv.slice(2);
const log = await openLog({ address: JSON.parse(address) as LogAddress, name: 'mail-process' });
await mailing(log, JSON.parse(env) as Record<string, string>);
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
