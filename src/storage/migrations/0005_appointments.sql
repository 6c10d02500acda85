-- A room's appointed time and who is invited (domain/appointment.hpp): hashes of the personal links'
-- tokens, never the addresses that they were sent to. The owner is a hash of the account's login.
-- Times are seconds since 1970 UTC.
ALTER TABLE room ADD COLUMN opens_at INTEGER;
ALTER TABLE room ADD COLUMN closes_at INTEGER;
ALTER TABLE room ADD COLUMN owner BLOB NOT NULL DEFAULT x'';

CREATE TABLE invitation (
  room     TEXT NOT NULL REFERENCES room (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,        -- oldest first
  hash     BLOB NOT NULL,
  PRIMARY KEY (room, position)
) STRICT, WITHOUT ROWID;
