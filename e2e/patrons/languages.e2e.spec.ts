import { expect, test } from '../fixtures/test.ts';
import { complaints, expectSeat, seat, visit } from './phone.ts';

test('a German and an English phone look at one house, each in its own language', async ({ theatre, openPhone }) => {
  const { url } = await theatre.createScreening();
  const [anna, ben] = [await openPhone({ locale: 'de-DE' }), await openPhone({ locale: 'en-GB' })];
  const heard = complaints(anna);
  await visit(anna, url);
  await visit(ben, url);
  await expect(anna.locator('html')).toHaveAttribute('lang', 'de-DE');
  await expect(ben.locator('html')).toHaveAttribute('lang', 'en-GB');
  await expect(seat(anna, 'C-B5')).toHaveAccessibleName(/^Centre, Reihe B, Platz 5, 48\s€, frei$/);
  await expect(anna.getByRole('button', { name: 'Suchen' })).toBeVisible();

  // Patches, the same seat to both.
  await seat(anna, 'C-B5').tap();
  await expectSeat(ben, 'C-B5', 'other_selected');
  await expect(seat(anna, 'C-B5')).toHaveAccessibleName(/von Ihnen gewählt$/);
  await expect(seat(ben, 'C-B5')).toHaveAccessibleName(/on hold for someone else$/);
  await expect(anna.locator('#strip')).toContainText('1 Platz');
  await expect(anna.locator('#feed')).toContainText(/hat C-B5 gewählt/);
  await expect(ben.locator('#feed')).toContainText(/chose C-B5/);

  // A refusal, to each in their words.
  await seat(ben, 'C-B6').tap();
  await expectSeat(anna, 'C-B6', 'other_selected');
  await seat(anna, 'C-B6').tap();
  await expect(anna.locator('#answer')).toContainText(
    /Sekunden? vor Ihnen genommen\. Wählen Sie einen anderen Platz\./,
  );
  await seat(ben, 'C-B5').tap();
  await expect(ben.locator('#answer')).toContainText(/seconds? before you\. Choose another seat\./);

  await anna.getByRole('button', { name: 'Buchen', exact: true }).click();
  await anna.getByLabel('Name').fill('Anna Schmidt');
  await anna.getByLabel('E-Mail').fill('anna@example');
  await anna.getByRole('button', { name: 'Verbindlich buchen' }).click();
  await expect(anna.locator('#email-fault')).toHaveText(/Geben Sie eine E-Mail-Adresse wie name@example\.org an/);
  await anna.getByLabel('E-Mail').fill('anna@example.org');
  await anna.getByRole('button', { name: 'Verbindlich buchen' }).click();
  const booked = anna.getByRole('heading', { name: /^Gebucht: Bestellung/ });
  await expect(booked).toBeFocused();
  await booked.getByRole('link').click();
  await expect(anna.locator('#order')).toContainText('Bei der Abholung an der Kasse zu bezahlen.');
  // What was refused on purpose is all that the browser complains of.
  expect(heard.filter((line) => !/status of 4(09|22)/.test(line))).toEqual([]);
});

test('the switch wins over the browser, on every page and for its stream, and is remembered', async ({
  theatre,
  openPhone,
}) => {
  const { id, url } = await theatre.createScreening();
  const phone = await visit(await openPhone({ locale: 'de-DE' }), url);
  await phone.getByRole('link', { name: 'English' }).click();
  await expect(phone.locator('html')).toHaveAttribute('lang', 'en-GB');
  // An address that is passed on is not a choice for others.
  await expect.poll(() => phone.url()).toBe(url);
  await seat(phone, 'C-A2').tap();
  await expect(seat(phone, 'C-A2')).toHaveAccessibleName(/selected by you$/);
  await phone.goto(theatre.url);
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Programme');
  await expect(phone.getByRole('link', { name: 'Deutsch' })).toBeVisible();
  await phone.goto(`${theatre.url}/screenings/none-${id}`);
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('No such screening');
});

test.describe('in a house in Vienna', () => {
  test.use({ theatreOptions: { env: { FULL_HOUSE_LOCALE: 'de-AT' } } });

  test('who speaks neither language is spoken to as the house speaks', async ({ theatre, openPhone }) => {
    const { url } = await theatre.createScreening();
    const phone = await visit(await openPhone({ locale: 'fr-FR' }), url);
    await expect(phone.locator('html')).toHaveAttribute('lang', 'de-AT');
    const british = await fetch(url, { headers: { 'accept-language': 'en' } });
    expect(british.headers.get('content-language')).toBe('en-GB');
    expect(british.headers.get('vary')).toContain('accept-language');
  });
});
