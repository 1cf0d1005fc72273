-- SPDX-License-Identifier: Apache-2.0
-- A visit that was entered wrongly ends: corrected by another one that takes its place, or withdrawn. Its text stays; it counts no more.
ALTER TABLE cycle_visit ADD COLUMN corrects_id BIGINT REFERENCES cycle_visit (id);
ALTER TABLE cycle_visit ADD COLUMN ended TEXT CHECK (ended IN ('corrected', 'withdrawn'));
ALTER TABLE cycle_visit ADD COLUMN ended_at BIGINT;
ALTER TABLE cycle_visit ADD COLUMN ended_by BIGINT REFERENCES account (id);
ALTER TABLE cycle_visit ADD COLUMN ended_reason TEXT;        -- NULL once erased
ALTER TABLE cycle_visit ADD COLUMN ended_salt KHEO_BLOB;
ALTER TABLE cycle_visit ADD COLUMN ended_entry_id BIGINT;    -- the ledger entry that commits to the reason
ALTER TABLE cycle_visit ADD COLUMN ended_key TEXT;           -- of the form that ended it
CREATE UNIQUE INDEX cycle_visit_by_corrected ON cycle_visit (corrects_id);
CREATE UNIQUE INDEX cycle_visit_by_end ON cycle_visit (ended_key);
