-- SPDX-License-Identifier: Apache-2.0
-- Doors that open once: a link or a paper slip by which a person gives himself a password (docs/decisions/0071-invitations.md). Its id is the number
-- by which it is cancelled. Neither code nor PIN is kept: only hashes. Nothing here is public.

CREATE TABLE invitation (
    id KHEO_ID,
    account_id BIGINT NOT NULL REFERENCES account(id),
    code_hash TEXT NOT NULL UNIQUE,      -- BLAKE2b-256 of what the QR code and the link carry
    pin_hash TEXT,                       -- Argon2id under a salt that only the code gives; NULL = a link, without PIN
    first_use INTEGER NOT NULL,          -- 1: an account that never had a password; 0: a new password for one that had
    last_day TEXT NOT NULL,              -- inclusive
    made_by BIGINT,
    made_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,               -- of the PIN; counted before it is compared
    used_at BIGINT,
    cancelled_at BIGINT,
    request_key TEXT UNIQUE
);
CREATE INDEX invitation_by_account ON invitation (account_id);
