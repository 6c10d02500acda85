-- Accounts as accounts/account.hpp describes them: logins that the operator issues, no names of
-- people. A generation is never given out twice for one login. Times are seconds since 1970 UTC.
CREATE TABLE account (
  login               TEXT PRIMARY KEY NOT NULL,
  role                INTEGER NOT NULL CHECK (role IN (0, 1)),  -- organiser, administrator
  released            INTEGER NOT NULL CHECK (released IN (0, 1)),
  disabled            INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  may_change_password INTEGER NOT NULL CHECK (may_change_password IN (0, 1)),
  password_hash       TEXT NOT NULL,    -- argon2id, encoded
  generation          INTEGER NOT NULL,
  created_at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
