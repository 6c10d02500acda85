// The administrator's page, and a server that has somebody for it.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plenumBinary } from './places.mjs';

/** A server with one administrator, made on the command line as its operator does. */
export async function administered(scope, more) {
  const data = await mkdtemp(join(tmpdir(), 'plenum-e2e-'));
  scope.defer(() => rm(data, { recursive: true, force: true }));
  const arguments_ = ['account', 'add', 'leitung', '--role', 'administrator'];
  const told = execFileSync(plenumBinary, [...arguments_, '--set', `data.dir=${data}`]);
  const password = /^leitung\s+(\S+)$/m.exec(told.toString())[1];
  const settings = { 'data.dir': data, ...more };
  return { server: await scope.server(settings), data, settings, password };
}

export async function signIn(page, login, password) {
  await page.getByRole('textbox', { name: 'Anmeldename' }).fill(login);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
}

export async function openTab(page, name) {
  await page.getByRole('tab', { name, exact: true }).click();
}
