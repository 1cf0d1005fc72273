-- SPDX-License-Identifier: Apache-2.0
-- The second step of signing in (docs/decisions/0070-second-factor.md): authenticator app, recovery codes, and for whom it is required. Nothing
-- here is public.

CREATE TABLE second_factor (
    account_id BIGINT PRIMARY KEY REFERENCES account(id),
    sealed_secret KHEO_BLOB NOT NULL,    -- encrypted under keys/factor.key, bound to the account
    key_id TEXT NOT NULL,                -- which key that was
    since BIGINT NOT NULL,               -- UTC milliseconds
    last_step BIGINT NOT NULL,           -- of 30 seconds, of the last code that was used: none is taken twice
    code_salt KHEO_BLOB NOT NULL         -- of the recovery codes
);

-- Argon2id of each recovery code that has not been used.
CREATE TABLE recovery_code (
    account_id BIGINT NOT NULL REFERENCES account(id),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

-- Who has shown the password and not yet a code. Opens nothing; the token itself is only in the cookie.
CREATE TABLE half_sign_in (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account(id),
    private_device INTEGER NOT NULL,
    wrong_codes BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX half_sign_in_by_account ON half_sign_in (account_id);

-- Which roles must have it from which day on. Of the rules about the same grants the latest one that has begun holds.
CREATE TABLE second_factor_rule (
    id KHEO_ID,
    role TEXT NOT NULL,                  -- which ones there are is said by the program alone
    whole_country INTEGER NOT NULL,      -- 1: only grants for the whole country; 0: every grant of the role without a rule of its own
    required INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    basis TEXT NOT NULL,                 -- on what ground: a document, a decision, "demonstration"
    set_by BIGINT,                       -- NULL = from the command line
    set_at BIGINT NOT NULL
);

-- Switched off by somebody else, and the person has not said yet that he knows.
ALTER TABLE account ADD COLUMN factor_reset_at BIGINT;

-- "Chrome · Android": what the owner tells his sessions apart by.
ALTER TABLE sign_in_session ADD COLUMN device TEXT NOT NULL DEFAULT '';

-- Systems that are at work already; `kheo init` and `kheo demo` set their own first rule.
INSERT INTO second_factor_rule (role, whole_country, required, valid_from, basis, set_at)
SELECT 'administrator', 1, 1, '2026-11-22', 'Mặc định của phần mềm: người quản trị cả hệ thống', 0
WHERE EXISTS (SELECT 1 FROM account)
  AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'demonstration' AND value = '1');
