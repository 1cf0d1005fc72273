-- SPDX-License-Identifier: Apache-2.0
-- Pictures and papers erased on request stand in the same list. SQLite cannot change a condition, so the table is made anew.
CREATE TABLE erasure_new (
    id KHEO_ID,
    kind TEXT NOT NULL CHECK (kind IN ('account', 'owner', 'attachment')),
    subject_id BIGINT NOT NULL,
    subject_made_at BIGINT NOT NULL,
    erased_at BIGINT NOT NULL,
    owners TEXT NOT NULL,
    lists TEXT NOT NULL,
    UNIQUE (kind, subject_id, subject_made_at)
);
INSERT INTO erasure_new (id, kind, subject_id, subject_made_at, erased_at, owners, lists)
SELECT id, kind, subject_id, subject_made_at, erased_at, owners, lists FROM erasure ORDER BY id;
DROP TABLE erasure;
ALTER TABLE erasure_new RENAME TO erasure;
