import { startEmbeddedLog } from '../../theatre/log/embedded.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { expect, test } from '../fixtures/test.ts';
import { openTheatre } from '../fixtures/theatre.ts';
import { expectSeat, seat, visit } from './phone.ts';

test('a phone says so while the server is there but the log is out of reach, and goes on by itself', async ({
  openPhone,
}) => {
  const folder = temporaryFolder('log');
  const log = await startEmbeddedLog({ folder });
  const { servers, user, pass } = log.address;
  const theatre = await openTheatre({ env: { NATS_URL: `nats://${user}:${pass}@${servers[0]}` } });
  try {
    const { url } = await theatre.createScreening();
    const [ada, ben] = [await visit(await openPhone(), url), await visit(await openPhone(), url)];
    await seat(ada, 'C-B5').tap();
    await expectSeat(ben, 'C-B5', 'other_selected');
    await expect(ben.locator('#line')).toBeEmpty();

    process.kill(log.pid, 'SIGSTOP');
    await expect(ben.locator('#line')).toContainText('The box office is out of reach just now');
    const late = await visit(await openPhone(), url);
    await expect(late.locator('#line')).toContainText('The box office is out of reach just now');
    await expectSeat(late, 'C-B5', 'other_selected');

    process.kill(log.pid, 'SIGCONT');
    await expect(ben.locator('#line')).toBeEmpty();
    await expect(late.locator('#line')).toBeEmpty();
    await seat(ada, 'C-B6').tap();
    await expectSeat(ben, 'C-B6', 'other_selected');
    await expectSeat(late, 'C-B6', 'other_selected');
  } finally {
    process.kill(log.pid, 'SIGCONT');
    await theatre.stop();
    await log.stop();
    removeFolder(folder);
  }
});
