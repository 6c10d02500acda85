// What people press and read in several stories, by its German name.
import { inConference } from './conference.mjs';

/** A moderator leaves and chooses what becomes of the room (R29, R36). */
export async function leaveBy(page, choice) {
  await page.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Konferenz verlassen' })
    .getByRole('button', { name: choice, exact: true })
    .click();
}

export async function fillJoinForm(page, { name, code }) {
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill(name);
  if (code) await page.getByRole('textbox', { name: 'Zugangscode' }).fill(code);
  await page.getByRole('button', { name: 'Beitreten', exact: true }).click();
}

/** Back to a room with its access data (R33). */
export async function comeBack(page, server, data, name) {
  await page.goto(server.url);
  await page
    .getByRole('button', { name: 'Ich bin Moderator*in und möchte einem Raum beitreten' })
    .click();
  await page.getByRole('textbox', { name: 'Raumname' }).fill(data.Raumname);
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Zugangscode' }).fill(data.Zugangscode);
  await page.getByRole('textbox', { name: 'Raum-PIN' }).fill(data['Raum-PIN']);
  await page.getByRole('button', { name: 'Raum betreten' }).click();
  await inConference(page);
}

export async function openSettings(page) {
  await page.getByRole('button', { name: 'Raumeinstellungen' }).click();
  return page.getByRole('dialog', { name: 'Raumeinstellungen' });
}

/** "Passwort hinzufügen" in the open settings (R23). */
export async function addPassword(settings, password) {
  await settings.getByRole('button', { name: 'Passwort hinzufügen' }).click();
  await settings.getByRole('textbox', { name: 'Neues Passwort' }).fill(password);
  await settings.getByRole('button', { name: 'Speichern', exact: true }).click();
  await settings.getByText(`„${password}“`).waitFor();
}

const heading = (name) => (page) => page.getByRole('heading', { name }).waitFor();
export const isPaused = heading('Der Raum ist pausiert');
export const hasLeft = heading('Sie haben die Konferenz verlassen');
export const isEnded = heading('Die Konferenz ist beendet');
export const isUnknown = heading('Diese Konferenz gibt es nicht');
