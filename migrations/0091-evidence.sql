-- SPDX-License-Identifier: Apache-2.0

-- What shows that the work was done: visits and what they found, resources that were found for it, whom it helped. Photos and papers
-- are attachments (migration 0090) of "initiative_cycle" and "cycle_visit". Nothing here names a household.
CREATE TABLE cycle_visit (
    id KHEO_ID,
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    kind TEXT NOT NULL CHECK (kind IN ('check', 'survey')),
    visited_on TEXT NOT NULL,
    place TEXT NOT NULL,
    bodies TEXT NOT NULL,                -- who came besides the accounts: bodies, as text
    findings TEXT,                       -- NULL once erased
    conclusion TEXT NOT NULL CHECK (conclusion IN ('passed', 'to_fix', 'failed')),
    latitude_milli BIGINT,               -- degrees × 1000, rounded (some 100 m); only where the person said so
    longitude_milli BIGINT,
    created_at BIGINT NOT NULL,
    created_by BIGINT REFERENCES account (id),
    request_key TEXT UNIQUE,
    salt KHEO_BLOB NOT NULL,
    entry_id BIGINT NOT NULL             -- the ledger entry that commits to the values
);
CREATE INDEX cycle_visit_by_cycle ON cycle_visit (cycle_id, visited_on);

CREATE TABLE cycle_visit_person (
    visit_id BIGINT NOT NULL REFERENCES cycle_visit (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    PRIMARY KEY (visit_id, account_id)
);

-- What is to be put right after a visit, and when it was.
CREATE TABLE cycle_follow_up (
    id KHEO_ID,
    visit_id BIGINT NOT NULL REFERENCES cycle_visit (id),
    text TEXT,                           -- NULL once erased
    due_on TEXT NOT NULL,
    done_at BIGINT,
    done_by BIGINT REFERENCES account (id)
);
CREATE INDEX cycle_follow_up_by_visit ON cycle_follow_up (visit_id, id);

-- Whole numbers: resources that were planned or came in, and what people got of the work. A wrong one is crossed out, never changed.
CREATE TABLE cycle_quantity (
    id KHEO_ID,
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    side TEXT NOT NULL CHECK (side IN ('resource', 'benefit')),
    kind TEXT NOT NULL,                  -- said by the program: money, land, work_days …
    planned BIGINT NOT NULL,             -- 1: planned, 0: actual
    source TEXT NOT NULL,                -- of a resource: households, business, budget, other; empty of a benefit
    amount BIGINT NOT NULL CHECK (amount > 0),
    note TEXT,                           -- NULL once erased
    created_at BIGINT NOT NULL,
    created_by BIGINT REFERENCES account (id),
    request_key TEXT UNIQUE,
    removed_at BIGINT,
    removed_by BIGINT REFERENCES account (id),
    salt KHEO_BLOB NOT NULL,
    entry_id BIGINT NOT NULL
);
CREATE INDEX cycle_quantity_by_cycle ON cycle_quantity (cycle_id, id);
