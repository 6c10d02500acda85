import { describe, expect, it } from 'vitest';
import { type KeyValueStorage, SeatMemory } from './seat_memory';

function memoryStorage(): KeyValueStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

const seat = {
  ticket: 't',
  connection: 3,
  media: { microphone: true, camera: false },
  chatRead: 7,
};

describe('seat memory', () => {
  it('keeps one seat per room until it is forgotten', () => {
    const storage = memoryStorage();
    const rat = new SeatMemory(storage, 'rat');
    rat.save(seat);
    expect(new SeatMemory(storage, 'rat').load()).toEqual(seat);
    expect(new SeatMemory(storage, 'schule').load()).toBeUndefined();
    rat.forget();
    expect(rat.load()).toBeUndefined();
  });

  it('takes nothing for a seat that is none', () => {
    const storage = memoryStorage();
    for (const value of ['', '{', 'null', '7', '{}', '{"ticket":5}', '{"ticket":""}']) {
      storage.setItem('plenum.seat.rat', value);
      expect(new SeatMemory(storage, 'rat').load(), value).toBeUndefined();
    }
  });

  it('does without storage where it is forbidden', () => {
    const forbidden = () => {
      throw new Error('forbidden');
    };
    const memory = new SeatMemory(
      { getItem: forbidden, setItem: forbidden, removeItem: forbidden },
      'rat',
    );
    memory.save(seat);
    memory.forget();
    expect(memory.load()).toBeUndefined();
  });
});
