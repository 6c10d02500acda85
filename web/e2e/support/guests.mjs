// People without a browser who do something: they speak the JSON mapping of the protocol, and cost the
// processors next to nothing.
import { call, JsonClient } from './json_client.mjs';

/** Inside, or waiting where the room has a waiting room. `ask` is theirs to use (json_client). */
export async function guest(scope, server, room, name, code) {
  const { status, body } = await call(server, 'POST', `/api/rooms/${room}/join`, {
    body: { name, ...(code ? { code } : {}) },
  });
  if (status !== 200) throw new Error(`${name} may not join: ${status}`);
  const client = await JsonClient.connect(server);
  scope.defer(() => client.close());
  const { welcome, refusal } = await client.hello({ token: body.token });
  if (!welcome) throw new Error(`${name} was not let in: ${refusal?.code}`);
  return client;
}

/** The id of the room in its link. */
export function roomOf({ Link: link }) {
  return new URL(link).pathname.slice(1);
}

/** A line of real-time text as it stands now. */
export async function type(client, line, text, { finished = false } = {}) {
  await client.ask({ typeText: { line, step: 0, at: 0, erase: 0, insert: text, finished } });
}
