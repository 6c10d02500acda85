-- Seats that a restart must not cost (domain/room_record.hpp): hashes of random keys, which tell
-- nothing about anybody and go with the seat.
CREATE TABLE seat (
  room     TEXT NOT NULL REFERENCES room (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,        -- as they were taken
  hash     BLOB NOT NULL,
  role     INTEGER NOT NULL CHECK (role IN (0, 1, 2)),  -- moderator, participant, observer
  inside   INTEGER NOT NULL CHECK (inside IN (0, 1)),   -- or waiting
  PRIMARY KEY (room, position)
) STRICT, WITHOUT ROWID;
