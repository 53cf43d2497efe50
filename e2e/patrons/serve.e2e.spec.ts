import { spawn } from 'node:child_process';
import { end, opened, Printed } from '../../scripts/processes.ts';
import { environment, root } from '../../scripts/steps.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { expect, test } from '../fixtures/test.ts';

test('npm run serve says one line, and ends with npm', async () => {
  const data = temporaryFolder('serve');
  const npm = spawn('npm', ['run', '--silent', 'serve'], {
    cwd: root,
    env: environment({ PORT: '0', HOST: '127.0.0.1', FULL_HOUSE_DATA: data }),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const printed = new Printed(npm);
    const url = await opened(printed);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(printed.text).toBe(`Full House is open at ${url}\n`);

    await end(npm);
    const answers = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    await expect.poll(answers).toBe(false);
  } finally {
    await end(npm);
    removeFolder(data);
  }
});
