-- What administrators set while the server runs and a restart keeps (R65); see setting_store.hpp.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
