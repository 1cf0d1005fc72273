-- SPDX-License-Identifier: Apache-2.0
-- Replication ("Đăng ký làm theo"): which initiative a cycle copies, what was adapted and what came of it; and signs of life of
-- initiatives ("còn hoạt động"), from which "alive after 1, 2, 5 years" is told.
CREATE TABLE replication (
    cycle_id BIGINT PRIMARY KEY REFERENCES initiative_cycle (id),
    parent_id BIGINT NOT NULL REFERENCES initiative (id),
    adapted TEXT,                        -- NULL once erased
    result TEXT,                         -- NULL: not told yet, or erased
    begun_at BIGINT NOT NULL,
    begun_by BIGINT,
    request_key TEXT UNIQUE
);
CREATE INDEX replication_by_parent ON replication (parent_id);

CREATE TABLE initiative_pulse (
    id KHEO_ID,
    initiative_id BIGINT NOT NULL REFERENCES initiative (id),
    day TEXT NOT NULL,
    alive INTEGER NOT NULL,
    note TEXT,                           -- NULL once erased
    told_at BIGINT NOT NULL,
    told_by BIGINT,
    request_key TEXT UNIQUE
);
CREATE INDEX initiative_pulse_by_initiative ON initiative_pulse (initiative_id, day);
