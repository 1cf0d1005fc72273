-- SPDX-License-Identifier: Apache-2.0
-- A dossier opened for an hour by an administrator who has no right to its content: with a typed reason, told to the unit's leaders
-- (docs/decisions/0072-urgent-opening.md). Nothing here is public.

CREATE TABLE urgent_opening (
    id KHEO_ID,
    account_id BIGINT NOT NULL REFERENCES account(id),
    dossier TEXT NOT NULL,               -- its neutral code
    unit_id BIGINT,                      -- whose leaders are told
    reason TEXT NOT NULL,
    opened_at BIGINT NOT NULL,           -- UTC milliseconds
    ends_at BIGINT NOT NULL CHECK (ends_at > opened_at),
    request_key TEXT UNIQUE
);
CREATE INDEX urgent_opening_by_time ON urgent_opening (opened_at);
