-- SPDX-License-Identifier: Apache-2.0

-- Personal data that were erased on request: that they were, never what they were. After a restore the same is erased
-- again from this list and from the journal that stands beside the database (erasures.jsonl).
CREATE TABLE erasure (
    id KHEO_ID,
    kind TEXT NOT NULL CHECK (kind IN ('account', 'owner')),
    subject_id BIGINT NOT NULL,          -- id of the account, or of the initiative whose owner it was
    subject_made_at BIGINT NOT NULL,     -- when that row was made: an id given anew after a restore is somebody else
    erased_at BIGINT NOT NULL,           -- UTC milliseconds; the latest, when owners were erased at several times
    owners TEXT NOT NULL,                -- JSON [[position, number in the stand-in], …]: who of the dossier was erased
    lists TEXT NOT NULL,                 -- JSON ["SHA-256", …]: uploaded lists that held the name
    UNIQUE (kind, subject_id, subject_made_at)
);
