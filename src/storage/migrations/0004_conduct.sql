-- What the moderators have set for the meeting (domain/permitted.hpp). One bit each: microphones, cameras,
-- screens, chat, private chat.
ALTER TABLE room ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
ALTER TABLE room ADD COLUMN permitted INTEGER NOT NULL DEFAULT 31 CHECK (permitted BETWEEN 0 AND 31);
