-- SPDX-License-Identifier: Apache-2.0
-- Rights that are handed on for a time, ended with a reason and looked at again twice a year (src/office/README.md).

ALTER TABLE role_grant ADD COLUMN delegated_from BIGINT;                 -- the right (id) that its holder handed on; both end together
ALTER TABLE role_grant ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';   -- as typed by whoever ended it before its day
ALTER TABLE role_grant ADD COLUMN reviewed_at BIGINT;                    -- "still needed", last said
ALTER TABLE role_grant ADD COLUMN reviewed_by BIGINT;
CREATE INDEX role_grant_by_source ON role_grant (delegated_from);
