// Somebody who looks after rooms over HTTP and the WebSocket, and writes down what the server has
// acknowledged: after a crash each room must be as it was acknowledged last, or as the command makes
// it that was under way.
import assert from 'node:assert/strict';
import { call, JsonClient } from './json_client.mjs';
import { wantedRoom } from './rooms.mjs';

const mostRooms = 5;

export class Steward {
  acknowledged = 0;
  #server;
  #dice;
  #label;
  #made = 0;
  #rooms = [];
  #deleted = [];
  #lines = new Map();

  constructor(server, dice, label) {
    this.#server = server;
    this.#dice = dice;
    this.#label = label;
  }

  /** Ends when the server does. */
  async workUntilCrash() {
    try {
      for (;;) await this.#oneStep();
    } catch (failure) {
      if (failure instanceof assert.AssertionError) throw failure;
    }
    for (const line of this.#lines.values()) line.close();
    this.#lines.clear();
  }

  async #oneStep() {
    const room = this.#rooms.length > 0 ? this.#dice.pick(this.#rooms) : undefined;
    if (!room || (this.#rooms.length < mostRooms && this.#dice.between(1, 4) === 1)) {
      return this.#create();
    }
    const steps = [
      () => this.#pause(room),
      () => this.#setCode(room),
      () => this.#setWaitingRoom(room),
      () => this.#bar(room),
      () => this.#endFromInside(room),
      () => this.#deleteOverHttp(room),
    ];
    return this.#dice.pick(steps)();
  }

  /** `work` asks for `change` ({code}, {state}, …); when it returns, the change is acknowledged. */
  async #change(room, change, work) {
    room.underWay = change;
    await work();
    Object.assign(room.known, change);
    room.underWay = {};
    this.acknowledged++;
  }

  async #create() {
    const number = String(this.#made++).padStart(4, '0');
    const name = `Raum ${this.#label} ${number} ${this.#dice.between(1e8, 1e9 - 1)}`;
    const created = await call(this.#server, 'POST', '/api/rooms', { body: wantedRoom(name) });
    assert.equal(created.status, 201);
    const { id, token } = created.body;
    const room = { name, id, token, known: { state: 'open', waitingRoom: true }, underWay: {} };
    room.barred = [];
    this.#rooms.push(room);
    this.acknowledged++;
  }

  /** As moderator inside the room; entering wakes it. */
  async #lineTo(room) {
    const open = this.#lines.get(room);
    if (open) return open;
    const line = await JsonClient.connect(this.#server);
    await this.#change(room, { state: 'open' }, async () => {
      const answer = await line.hello({ token: room.token });
      assert.ok(answer.welcome, JSON.stringify(answer));
    });
    this.#lines.set(room, line);
    if (!room.pin) {
      const { accessData } = await line.ask({ getAccessData: {} });
      room.known.code = accessData.code;
      room.pin = accessData.pin;
    }
    return line;
  }

  async #pause(room) {
    const line = await this.#lineTo(room);
    await this.#change(room, { state: 'paused' }, async () => {
      const { ended } = await line.ask({ pauseRoom: {} });
      assert.equal(ended?.reason, 'END_REASON_ROOM_PAUSED');
    });
    this.#lines.delete(room);
  }

  async #setCode(room) {
    const code = String(this.#dice.between(1e8, 1e9 - 1));
    const line = await this.#lineTo(room);
    await this.#change(room, { code }, async () => {
      assert.ok((await line.ask({ setAccessCode: { code } })).done);
    });
  }

  async #setWaitingRoom(room) {
    const waitingRoom = !room.known.waitingRoom;
    const line = await this.#lineTo(room);
    await this.#change(room, { waitingRoom }, async () => {
      assert.ok((await line.ask({ setWaitingRoom: { on: waitingRoom } })).done);
    });
  }

  /** A guest comes, is let in and barred; her ticket must never be good again. */
  async #bar(room) {
    const line = await this.#lineTo(room);
    const path = `/api/rooms/${room.id}/join`;
    const body = { name: 'Gast', code: room.known.code };
    const joined = await call(this.#server, 'POST', path, { body });
    assert.equal(joined.status, 200, JSON.stringify(joined.body));
    const guest = await JsonClient.connect(this.#server);
    const { welcome } = await guest.hello({ token: joined.body.token });
    if (welcome.state === 'STATE_WAITING') {
      assert.ok((await line.ask({ admit: { people: [guest.self] } })).done);
    }
    assert.ok((await line.ask({ remove: { person: guest.self, bar: true } })).done);
    room.barred.push(guest.ticket);
    guest.close();
    this.acknowledged++;
  }

  async #endFromInside(room) {
    const line = await this.#lineTo(room);
    await this.#delete(room, async () => {
      const { ended } = await line.ask({ endRoom: {} });
      assert.equal(ended?.reason, 'END_REASON_ROOM_ENDED');
    });
  }

  async #deleteOverHttp(room) {
    await this.#delete(room, async () => {
      const { status } = await call(this.#server, 'DELETE', `/api/rooms/${room.id}`, {
        token: room.token,
      });
      assert.equal(status, 204);
    });
  }

  async #delete(room, work) {
    await this.#change(room, { state: 'gone' }, work);
    this.#lines.delete(room);
    this.#forget(room);
  }

  #forget(room) {
    this.#rooms.splice(this.#rooms.indexOf(room), 1);
    this.#deleted.push(room);
  }

  /** Holds every room against what was acknowledged; what was under way may be done or not. */
  async findsEverything() {
    for (const room of [...this.#rooms]) {
      const found = await this.#lookUp(room);
      for (const [what, value] of Object.entries(found)) {
        const accepted = [room.known[what], room.underWay[what] ?? room.known[what]];
        assert.ok(
          accepted.includes(value),
          `${room.name}: ${what} is ${value}, acknowledged was ${accepted.join(', asked for ')}`,
        );
      }
      Object.assign(room.known, found);
      room.underWay = {};
      if (found.state === 'gone') this.#forget(room);
      else await this.#keepsOut(room);
    }
    for (const room of this.#deleted) assert.equal((await this.#lookUp(room)).state, 'gone');
  }

  async #lookUp(room) {
    const { status, body } = await call(this.#server, 'GET', `/api/rooms/${room.id}`);
    if (status === 404) return { state: 'gone' };
    assert.equal(body.name, room.name);
    const found = { state: body.state, waitingRoom: body.waiting_room };
    // Unknown while nobody has been inside and asked.
    if (room.pin) found.code = await this.#codeOf(room);
    return found;
  }

  async #codeOf(room) {
    for (const code of new Set([room.known.code, room.underWay.code ?? room.known.code])) {
      const { status, body } = await call(this.#server, 'POST', '/api/rooms/find', {
        body: { name: room.name, own_name: 'Anna', code, pin: room.pin },
      });
      if (status === 200 && body.id === room.id) return code;
    }
    return 'another one';
  }

  async #keepsOut(room) {
    for (const resumeTicket of room.barred) {
      const line = await JsonClient.connect(this.#server);
      const answer = await line.hello({ resumeTicket });
      assert.equal(answer.refusal?.code, 'REFUSAL_CODE_BARRED', `${room.name}: ${answer}`);
      line.close();
    }
  }

  /** Names of rooms that are gone since the last call. */
  takeDeletedNames() {
    return this.#deleted.splice(0).map(({ name }) => name);
  }
}
