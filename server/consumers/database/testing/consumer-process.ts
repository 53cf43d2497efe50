/** The database as a process of its own, to be killed: `address` and `file` come as JSON, its progress goes to stdout. */
import type { LogAddress } from '../../../../theatre/log/address.ts';
import { openLog } from '../../../../theatre/log/connection.ts';
import { startDatabase } from '../index.ts';

const { address, file } = JSON.parse(process.argv[2] ?? '') as { address: LogAddress; file: string };
const log = await openLog({ address, name: 'to-be-killed' });
const database = await startDatabase({ log, file, onProblem: (problem) => console.error(problem) });
console.log(JSON.stringify({ differences: database.differences.length }));
// Without whoever started it there is nobody to kill it.
process.stdin.resume().on('end', () => process.exit());
