// Rooms as a municipality runs them: created by a form, with a code and a waiting room.
import { inConference } from './conference.mjs';

/** House rules of a municipality, but rooms may be created without proof of an e-mail address. */
export const municipality = { 'policy.profile': 'gemeinde', 'policy.create': 'anyone' };

/** What creates a room over the HTTP API: its name, and that the privacy notice is acknowledged (R64). */
export function wantedRoom(name) {
  return { name, privacy_acknowledged: true };
}

/** A page without camera and microphone, where pictures are not the point: it leaves the processors alone. */
export const withoutDevices = { kind: { devices: 'none' } };

/** From the start page into the form of a new room, which is filled. */
export async function fillCreateForm(page, server, { room, name }) {
  await page.goto(server.url);
  await page
    .getByRole('button', { name: 'Ich bin Moderator*in und möchte einen neuen Raum erstellen' })
    .click();
  await page.getByRole('textbox', { name: 'Raumname' }).fill(room);
  await page.getByRole('textbox', { name: 'Ihr Name oder Pseudonym' }).fill(name);
  // The box itself is visually hidden; people press its words.
  await page.getByText('Ich habe die Datenschutzhinweise zur Kenntnis genommen').click();
}

/** Sends the filled form; answers the dialog with the invitation. */
export async function sendCreateForm(page) {
  await page.getByRole('button', { name: 'Raum erstellen', exact: true }).click();
  const invitation = page.getByRole('dialog', { name: 'Einladen' });
  await invitation.getByRole('button', { name: 'Code kopieren' }).waitFor();
  return invitation;
}

/** From the start page to the invitation of a new room; answers its dialog. */
export async function createRoom(page, server, { room, name }) {
  await fillCreateForm(page, server, { room, name });
  return sendCreateForm(page);
}

/** What the access data of the open invitation say, by their names. */
export async function accessData(invitation) {
  await invitation
    .getByRole('button', { name: 'Zugriff für Moderatoren – Zugangsdaten anzeigen' })
    .click();
  return readCard(invitation);
}

/** {name: value} of the card with access data in this dialog. */
export async function readCard(dialog) {
  await dialog.getByText('Zugangsdaten für Moderator*innen', { exact: true }).waitFor();
  const entries = await dialog
    .locator('dl > div')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
  return Object.fromEntries(entries);
}

export async function close(dialog) {
  await dialog.getByRole('button', { name: 'Schließen', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Knocks at a room with a code; answers once the page shows the waiting room. */
export async function knock(page, { Link: link, Zugangscode: code }, name) {
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Zugangscode' }).fill(code);
  await page.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await isWaiting(page);
}

export async function isWaiting(page) {
  await page.getByRole('heading', { name: 'Sie sind im Warteraum' }).waitFor();
}

export async function admit(page, guest, name) {
  await page.getByRole('button', { name: `${name} einlassen`, exact: true }).click();
  await inConference(guest);
}
