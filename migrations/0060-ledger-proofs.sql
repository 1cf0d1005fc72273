-- SPDX-License-Identifier: Apache-2.0
-- What proofs of single entries need (docs/ledger.md).
-- Roots of full subtrees of the sealed tree, every fourth level, so that a proof reads O(log n) rows. Derived from the leaves: `ledger verify`
-- recomputes them, the sealer fills in what is missing.
CREATE TABLE ledger_node (
    level BIGINT NOT NULL,               -- 4, 8, 12 …: subtree of 2^level leaves
    idx BIGINT NOT NULL,                 -- which one, from 0
    hash KHEO_BLOB NOT NULL,
    PRIMARY KEY (level, idx)
);

-- 16 random bytes that enter the leaf, so that a published hash tells nobody what the entry says
-- (docs/decisions/0060-what-a-public-proof-shows.md). NULL = sealed before this step.
ALTER TABLE ledger_entry ADD COLUMN blind KHEO_BLOB;

-- The last head of a day.
CREATE INDEX ledger_head_by_time ON ledger_head (sealed_at);
