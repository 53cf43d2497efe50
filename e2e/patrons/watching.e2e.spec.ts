import { freePort } from '../../theatre/log/testing/free-port.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { expect, test } from '../fixtures/test.ts';
import { openTheatre, type Theatre } from '../fixtures/theatre.ts';
import { book, complaints, expectSeat, seat, visit } from './phone.ts';

// Elsewhere a page that loads slowly would be away for longer than that.
test.describe('where seats are given back soon', () => {
  test.use({ theatreOptions: { env: { FULL_HOUSE_GRACE_SECONDS: '1' } } });

  test('two phones on one screening see each other choose, let go and leave', async ({ theatre, openPhone }) => {
    const { url } = await theatre.createScreening();
    const [ada, ben] = [await openPhone(), await openPhone()];
    const heard = [complaints(ada), complaints(ben)];
    await visit(ada, url);
    await visit(ben, url);
    await expect(ada.locator('#viewer-count')).toHaveText('2');
    await expect(ben.locator('#viewer-count')).toHaveText('2');

    await seat(ada, 'C-B5').tap();
    await expectSeat(ada, 'C-B5', 'selected');
    await expectSeat(ben, 'C-B5', 'other_selected');
    await expect(seat(ada, 'C-B5')).toHaveAttribute('aria-pressed', 'true');
    await expect(seat(ben, 'C-B5')).toHaveAccessibleName(/Centre, row B, seat 5, .*on hold for someone else/);
    await expect(ada.locator('#strip')).toContainText('C-B5');
    await expect(ada.locator('#strip')).toContainText('1 seat');
    await expect(ben.locator('#strip')).toContainText('Seats that you choose appear here.');

    await ben.getByText('Activity').click();
    await expect(ben.locator('#feed li').first()).toContainText('chose C-B5');

    await ada.getByRole('button', { name: /^Give C-B5 back/ }).click();
    await expectSeat(ada, 'C-B5', 'available');
    await expectSeat(ben, 'C-B5', 'available');
    await expect(ben.locator('#feed li').first()).toContainText('let C-B5 go');

    await seat(ada, 'L-A1').tap();
    await expectSeat(ben, 'L-A1', 'other_selected');
    await ada.close();
    await expect(ben.locator('#viewer-count')).toHaveText('1');
    await expectSeat(ben, 'L-A1', 'available');
    expect(heard.flat()).toEqual([]);
  });
});

test('who comes late sees at once what others hold, and finds their own again after loading anew', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const ada = await visit(await openPhone(), url);
  await seat(ada, 'C-C3').tap();
  await seat(ada, 'C-C4').tap();
  await expect(ada.locator('#strip')).toContainText('2 seats');

  const late = await openPhone();
  const page = await late.request.get(url);
  expect(await page.text()).toMatch(/id="C-C3" data-status="other_selected"/);
  await visit(late, url);
  await expectSeat(late, 'C-C4', 'other_selected');

  await ada.reload();
  await expectSeat(ada, 'C-C3', 'selected');
  await expect(ada.locator('#strip')).toContainText('2 seats');
});

test('a phone that loses the line says so, and is right again when it is back', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const [ada, ben] = [await openPhone(), await openPhone()];
  await visit(ada, url);
  await visit(ben, url);

  await ben.context().setOffline(true);
  await expect(ben.locator('#line')).toContainText('What you see is from');
  await seat(ada, 'R-B2').tap();
  await expectSeat(ada, 'R-B2', 'selected');
  await expectSeat(ben, 'R-B2', 'available');

  // A tap without a line changes nothing on the screen, and says why.
  await seat(ben, 'R-B3').tap();
  await expect(ben.locator('#answer')).toContainText('could not be reached');
  await expectSeat(ben, 'R-B3', 'available');

  await ben.context().setOffline(false);
  await expectSeat(ben, 'R-B2', 'other_selected');
  await expect(ben.locator('#line')).toBeEmpty();
});

test('a stream that cannot be opened at first is opened later', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const ada = await openPhone();
  await ada.route('**/events?*', (route) => route.fulfill({ status: 503, body: '' }), { times: 2 });
  await ada.goto(url);
  await seat(ada, 'C-A3').tap();
  await expectSeat(ada, 'C-A3', 'selected');
});

test('a page of which a script did not arrive says so, and is whole when it is loaded again', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const ada = await openPhone();
  await ada.route('**/htmx.min.js', (route) => route.abort(), { times: 1 });
  await ada.goto(url);
  const line = ada.locator('#line');
  // At first nobody is troubled with it: mostly it is there in a moment.
  await expect(line).toBeHidden();
  await ada.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });
  await expect(line).toBeVisible();
  await expect(line).toContainText('Parts of this page have not arrived');
  const open = ada.waitForResponse((response) => response.url().includes('/events') && response.ok());
  await line.getByRole('link', { name: 'load it again' }).click();
  await open;
  await expect(line).toBeEmpty();
  await seat(ada, 'C-B4').tap();
  await expectSeat(ada, 'C-B4', 'selected');
});

test('two who tap the same seat at once: one has it, the other is told who was earlier', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const phones = [await openPhone(), await openPhone()];
  for (const phone of phones) await visit(phone, url);
  await Promise.all(phones.map((phone) => seat(phone, 'C-B4').tap()));
  const told = (page: (typeof phones)[number]) => page.locator('#answer').textContent();
  await expect
    .poll(async () => (await Promise.all(phones.map(told))).filter((text) => text?.includes('C-B4')).length)
    .toBe(1);
  // A refusal and what the others did come on two ways.
  const statuses = () => Promise.all(phones.map((phone) => seat(phone, 'C-B4').getAttribute('data-status')));
  await expect.poll(async () => new Set(await statuses())).toEqual(new Set(['other_selected', 'selected']));
});

test('a phone that was in a pocket is right when it is taken out again', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const [ada, ben] = [await openPhone(), await openPhone()];
  await visit(ada, url);
  await visit(ben, url);
  const pocket = (hidden: boolean) =>
    ben.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await pocket(true);
  // Out of sight is away, for everybody else.
  await expect(ada.locator('#viewer-count')).toHaveText('1');
  await seat(ada, 'R-B2').tap();
  await expectSeat(ada, 'R-B2', 'selected');
  await expectSeat(ben, 'R-B2', 'available');
  // It asks at once: the pause before a lost stream is asked for again is for servers that are away.
  await ben.evaluate(() => {
    const plain = window.setTimeout.bind(window);
    window.setTimeout = ((then: () => void, ms = 0) => (ms < 300 ? plain(then, ms) : 0)) as typeof setTimeout;
  });
  await pocket(false);
  await expectSeat(ben, 'R-B2', 'other_selected');
  await expect(ada.locator('#viewer-count')).toHaveText('2');
  await expect(ben.locator('#feed li').filter({ hasText: 'chose R-B2' })).toHaveCount(1);
});

test('a phone that slept counts down from when it wakes, whatever its clock was set to meanwhile', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const ada = await visit(await openPhone(), url);
  await seat(ada, 'C-B4').tap();
  await expectSeat(ada, 'C-B4', 'selected');
  const left = async () => {
    const [minutes = 0, seconds = 0] = ((await ada.locator('#hold-end').textContent()) ?? '').split(':').map(Number);
    return minutes * 60 + seconds;
  };
  await expect.poll(left).toBeGreaterThan(200);
  // Asleep for two minutes: the clock on the wall went on, the one that counts since the page was opened did not.
  await ada.evaluate(() => {
    const wall = Date.now.bind(Date);
    Date.now = () => wall() + 120_000;
  });
  await expect.poll(left).toBeLessThan(190);
  // It hears the time with its next connection: here it had only been set wrong.
  await ada.evaluate(() => dispatchEvent(new Event('offline')));
  await expect.poll(left).toBeGreaterThan(200);
  await expectSeat(ada, 'C-B4', 'selected');
});

test('a server that starts again finds its phones, and they find what happened', async ({ openPhone }) => {
  test.slow();
  const data = temporaryFolder('restart');
  const opened: Theatre[] = [];
  const open = async (env: NodeJS.ProcessEnv = {}) => {
    const theatre = await openTheatre({ data, env });
    opened.push(theatre);
    return theatre;
  };
  try {
    // The same when it starts again, and nobody else's meanwhile.
    const PORT = String(await freePort());
    const first = await open({ PORT });
    const { id, url } = await first.createScreening();
    const ada = await visit(await openPhone(), url);
    await seat(ada, 'C-B4').tap();
    await expectSeat(ada, 'C-B4', 'selected');
    const heading = await ada.locator('h1').elementHandle();
    await first.stop();
    await expect(ada.locator('#line')).toContainText('What you see is from');

    await open({ PORT });
    const ben = await visit(await openPhone(), url);
    await seat(ben, 'C-B5').tap();
    await expectSeat(ben, 'C-B5', 'selected');
    await expectSeat(ada, 'C-B5', 'other_selected');
    await expectSeat(ada, 'C-B4', 'selected');
    await expect(ada.locator('#line')).toBeEmpty();
    // It is the same page still, and its cookie still means the same viewer.
    expect(await heading?.evaluate((element) => element.isConnected)).toBe(true);
    await book(ada);
    await expectSeat(ben, 'C-B4', 'booked');
    expect(ada.url()).toContain(id);
  } finally {
    for (const theatre of opened) await theatre.stop();
    removeFolder(data);
  }
});

test('a page says that it stands still until the box office itself is heard, whatever else answers', async ({
  theatre,
  openPhone,
}) => {
  const { url } = await theatre.createScreening();
  const [ada, ben] = [await openPhone(), await openPhone()];
  await ada.addInitScript(() => {
    const plain = window.fetch.bind(window);
    const between = { answers: 'nothing', asked: 0, claims: 0 };
    Object.assign(window, { between });
    window.fetch = async (input, init) => {
      if (between.answers === 'nothing' || input instanceof Request || !String(input).includes('/events'))
        return plain(input, init);
      between.asked++;
      // A Wi-Fi that wants to be signed in to; a proxy that keeps back all that follows an answer's head.
      return between.answers === 'portal'
        ? new Response('<h1>Sign in</h1>', { headers: { 'content-type': 'text/html' } })
        : new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } });
    };
  });
  await visit(ada, url);
  await visit(ben, url);
  const line = ada.locator('#line');
  await expect(line).toBeEmpty();
  const between = (answers: string) =>
    ada.evaluate((value) => {
      Object.assign((window as unknown as { between: object }).between, { answers: value, asked: 0 });
      // Not after the pause that grows with each attempt.
      dispatchEvent(new Event('online'));
    }, answers);
  const count = (name: 'asked' | 'claims') =>
    ada.evaluate((value) => (window as unknown as { between: Record<string, number> }).between[value], name);

  await between('portal');
  await ada.evaluate(() => dispatchEvent(new Event('offline')));
  await expect(line).toContainText('What you see is from');
  await ada.evaluate(() => {
    const { between: counted } = window as unknown as { between: { claims: number } };
    new MutationObserver(() => {
      if (document.body.dataset['stale'] === undefined) counted.claims++;
    }).observe(document.body, { attributeFilter: ['data-stale'] });
  });
  await seat(ben, 'C-B5').tap();
  await expectSeat(ben, 'C-B5', 'selected');
  await expect.poll(() => count('asked')).toBeGreaterThanOrEqual(2);

  await between('head');
  await expect.poll(() => count('asked')).toBe(1);
  await expectSeat(ada, 'C-B5', 'available');
  await expect(line).toContainText('What you see is from');
  expect(await count('claims')).toBe(0);

  // It waits no longer for a greeting than one takes, and asks again: also where its clock is set back meanwhile.
  await between('nothing');
  await ada.evaluate(() => {
    const wall = Date.now.bind(Date);
    Date.now = () => wall() - 60_000;
  });
  await expectSeat(ada, 'C-B5', 'other_selected');
  await expect(line).toBeEmpty();
});
