-- SPDX-License-Identifier: Apache-2.0
-- Accounts of staff, their grants (role × unit subtree × time) and the sessions of those who are signed in.
-- unit_id is an identity of territory; NULL = the whole country. Nothing here is public.

CREATE TABLE account (
    id KHEO_ID,
    name TEXT NOT NULL UNIQUE,           -- as typed at sign-in, lower case
    display_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,         -- Argon2id, self-describing
    must_change INTEGER NOT NULL,        -- the password was given by somebody else
    created_at BIGINT NOT NULL,          -- UTC milliseconds
    disabled_at BIGINT,                  -- NULL = may sign in
    request_key TEXT UNIQUE              -- of the form that made it: a retry makes nothing twice
);

CREATE TABLE role_grant (
    id KHEO_ID,
    account_id BIGINT NOT NULL REFERENCES account(id),
    role TEXT NOT NULL CHECK (role IN ('reader', 'officer', 'administrator')),
    unit_id BIGINT,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,              -- inclusive; ended grants stay as history
    granted_by BIGINT,                   -- NULL = from the command line
    granted_at BIGINT NOT NULL,
    request_key TEXT UNIQUE
);
CREATE INDEX role_grant_by_account ON role_grant (account_id);

-- The token itself is only in the cookie; here stands its BLAKE2b hash.
CREATE TABLE sign_in_session (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account(id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,             -- moved on every few minutes
    idle_ms BIGINT NOT NULL,             -- ends when not seen for this long …
    ends_at BIGINT NOT NULL              -- … and at this moment in any case
);
CREATE INDEX sign_in_session_by_account ON sign_in_session (account_id);

-- Keys of this installation that are made once: "visitor_forms" signs the forms of those who are not signed in.
CREATE TABLE installation_key (
    name TEXT PRIMARY KEY,
    bytes KHEO_BLOB NOT NULL
);
