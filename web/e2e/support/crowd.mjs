// People without a browser: seats that are taken by the JSON mapping of the protocol and send nothing.
// They cost the processors next to nothing, so that a gallery can be full.
import { joinRoom } from './peers.mjs';
import { within } from './until.mjs';

/** [{name, leave()}], in the room one after the other. */
export async function crowd(scope, server, room, names) {
  const seats = [];
  for (const name of names) seats.push(await takeSeat(scope, server, room, name));
  return seats;
}

async function takeSeat(scope, server, room, name) {
  const { token } = await joinRoom(server, room, name);
  const line = new WebSocket(`${server.url.replace('http', 'ws')}/ws`);
  scope.defer(() => line.close());
  await within(
    20,
    `the seat of ${name}`,
    new Promise((resolve, reject) => {
      line.addEventListener('open', () =>
        line.send(JSON.stringify({ hello: { version: 1, token } })),
      );
      line.addEventListener('message', ({ data }) => {
        if (JSON.parse(data).welcome) resolve();
      });
      line.addEventListener('close', () => reject(new Error(`${name} was not let in`)));
    }),
  );
  return { name, leave: () => line.send(JSON.stringify({ id: 1, leave: {} })) };
}

/** `count` different names: Gast 01, Gast 02, … */
export function guestNames(count) {
  return Array.from({ length: count }, (_, index) => `Gast ${String(index + 1).padStart(2, '0')}`);
}
