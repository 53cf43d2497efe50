/**
 * `npm run people` lists who may sign in. `npm run people -- --new-pin 1` gives the operator with that number another PIN, read
 * from the terminal: for a manager who has forgotten theirs. Whoever can read the data folder may do that.
 */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../server/config.ts';
import { hashPin, isEasy, PIN } from '../src/main/pin.ts';
import { pinKeyOf } from '../src/main/pin-key.ts';
import { openPeople } from '../src/main/units.ts';
import { messageOf } from '../theatre/log/errors.ts';
import { operatorsOf } from '../theatre/people/people.ts';
import { withLog } from './reach-log.ts';

const USAGE = 'usage: npm run people, or npm run people -- --new-pin <number>';

async function askPin(name: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const pin = (await terminal.question(`New PIN of ${name}, 4 to 8 digits: `)).trim();
    if (!PIN.test(pin)) throw new Error('A PIN has 4 to 8 digits. Nothing was changed.');
    if (isEasy(pin)) throw new Error('That PIN is too easy to guess. Nothing was changed.');
    return pin;
  } finally {
    terminal.close();
  }
}

try {
  const { values } = parseArgs({ options: { 'new-pin': { type: 'string' } } });
  const config = readConfig(process.env);
  await withLog(config, 'people', async (log) => {
    const people = openPeople(log, () => undefined);
    try {
      await people.ready;
      const wanted = values['new-pin'];
      const operators = operatorsOf(people.state);
      if (wanted === undefined) {
        const lines = operators.map(({ number, name, role }) => `${String(number).padStart(3)}  ${name}, ${role}`);
        console.log(lines.length === 0 ? 'Nobody yet: the counter is open to everybody.' : lines.join('\n'));
        return;
      }
      const operator = operators.find(({ number }) => String(number) === wanted);
      if (!operator) throw new Error(`Nobody has the number ${wanted}. ${USAGE}`);
      const key = pinKeyOf(config.dataFolder, {
        pinKey: process.env['FULL_HOUSE_PIN_KEY']?.trim() || undefined,
        sessionKey: process.env['FULL_HOUSE_SESSION_KEY']?.trim() || undefined,
      });
      const outcome = await people.submit({
        type: 'change-operator',
        actor: { id: 'staff', role: 'manager' },
        operatorId: operator.id,
        pin: await hashPin(await askPin(operator.name), key),
      });
      if (!('accepted' in outcome)) throw new Error(`It was not changed: ${JSON.stringify(outcome)}`);
      console.log(`${operator.name} has a new PIN.`);
    } finally {
      await people.close();
    }
  });
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
