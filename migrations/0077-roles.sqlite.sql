-- SPDX-License-Identifier: Apache-2.0
-- More roles than at the beginning (team, scorer, leader): which ones there are is said by the program alone.
-- SQLite cannot take a condition off a column, so the table is made anew.
CREATE TABLE role_grant_new (
    id KHEO_ID,
    account_id BIGINT NOT NULL REFERENCES account(id),
    role TEXT NOT NULL,
    unit_id BIGINT,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    granted_by BIGINT,
    granted_at BIGINT NOT NULL,
    request_key TEXT UNIQUE
);
INSERT INTO role_grant_new (id, account_id, role, unit_id, valid_from, valid_to, granted_by, granted_at, request_key)
SELECT id, account_id, role, unit_id, valid_from, valid_to, granted_by, granted_at, request_key FROM role_grant ORDER BY id;
DROP TABLE role_grant;
ALTER TABLE role_grant_new RENAME TO role_grant;
CREATE INDEX role_grant_by_account ON role_grant (account_id);
