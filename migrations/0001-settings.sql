-- Settings of this installation: portal name, managing body, demonstration flag; one row per key.
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
