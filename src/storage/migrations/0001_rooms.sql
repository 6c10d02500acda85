-- Rooms as domain/room_record.hpp describes them, and the hashes of people barred from them. Nothing
-- here tells who took part. Times are seconds since 1970 UTC.
CREATE TABLE room (
  id              TEXT PRIMARY KEY NOT NULL,
  name            TEXT NOT NULL,
  tenant          TEXT NOT NULL,
  external_id     TEXT NOT NULL,
  metadata        TEXT NOT NULL,
  parent          TEXT,             -- the room that this one is a breakout of; may be gone already
  access_code     TEXT,
  code_generation INTEGER NOT NULL,
  pin             TEXT,
  waiting_room    INTEGER NOT NULL CHECK (waiting_room IN (0, 1)),
  paused          INTEGER NOT NULL CHECK (paused IN (0, 1)),
  created_at      INTEGER NOT NULL,
  last_active_at  INTEGER NOT NULL,
  paused_at       INTEGER,
  occupied        INTEGER NOT NULL CHECK (occupied IN (0, 1)),
  next_person     INTEGER NOT NULL CHECK (next_person BETWEEN 1 AND 4294967295)
) STRICT;

CREATE TABLE bar (
  room     TEXT NOT NULL REFERENCES room (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,        -- oldest first
  hash     BLOB NOT NULL,
  PRIMARY KEY (room, position)
) STRICT, WITHOUT ROWID;
