-- SPDX-License-Identifier: Apache-2.0
-- Published figures say more than five numbers: the exemplary ones, those proposed for an award, and each by kind of owner. A wrong entry
-- is crossed out with its reason; it stays.
ALTER TABLE published_funnel ADD COLUMN exemplary BIGINT;
ALTER TABLE published_funnel ADD COLUMN proposed BIGINT;
ALTER TABLE published_funnel ADD COLUMN removed_at BIGINT;
ALTER TABLE published_funnel ADD COLUMN removed_by BIGINT;
ALTER TABLE published_funnel ADD COLUMN removed_reason TEXT NOT NULL DEFAULT '';

CREATE TABLE published_funnel_part (
    funnel_id BIGINT NOT NULL REFERENCES published_funnel (id),
    owner_type TEXT NOT NULL CHECK (owner_type IN ('collective', 'individual')),
    registered BIGINT,
    carried_out BIGINT,
    recognised BIGINT,
    not_recognised BIGINT,
    replicated BIGINT,
    exemplary BIGINT,
    proposed BIGINT,
    PRIMARY KEY (funnel_id, owner_type)
);
