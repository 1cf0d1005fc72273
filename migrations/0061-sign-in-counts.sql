-- SPDX-License-Identifier: Apache-2.0
-- How often a sign-in was tried, so that a restart does not give guessers a fresh start. The key is a keyed hash of account and address: the
-- table names nobody.
CREATE TABLE sign_in_count (
    key_hash TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_try BIGINT NOT NULL,            -- UTC milliseconds
    known_since BIGINT NOT NULL          -- last success of this account from this address; 0 = never
);
CREATE INDEX sign_in_count_by_last_try ON sign_in_count (last_try);
