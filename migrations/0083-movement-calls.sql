-- SPDX-License-Identifier: Apache-2.0
-- A call asks units to register in a window until a day. The due day keeps the reasons it was made with.
CREATE TABLE movement_call (
    id KHEO_ID,
    code TEXT NOT NULL UNIQUE,           -- eight letters and digits that nobody confuses: /k/{code}
    window_id BIGINT NOT NULL REFERENCES movement_window(id),
    unit_id BIGINT NOT NULL,             -- who calls
    title TEXT NOT NULL,
    message TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    due TEXT NOT NULL,
    due_reason TEXT NOT NULL,            -- the sentence of the calendar on the day of the call
    remind_before TEXT NOT NULL,         -- working days before the due day, "5,1"; "" = by hand only
    closed_on TEXT,
    request_key TEXT NOT NULL UNIQUE,
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX movement_call_window ON movement_call (window_id);

CREATE TABLE movement_call_unit (
    call_id BIGINT NOT NULL REFERENCES movement_call(id),
    unit_id BIGINT NOT NULL,             -- as it was on the day of the call
    PRIMARY KEY (call_id, unit_id)
);

-- At most one per unit and day, pressed or by the schedule.
CREATE TABLE movement_reminder (
    id KHEO_ID,
    call_id BIGINT NOT NULL REFERENCES movement_call(id),
    unit_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    scheduled INTEGER NOT NULL,
    letter INTEGER NOT NULL,             -- 1: an e-mail was queued
    reminded_by BIGINT,
    reminded_at BIGINT NOT NULL,
    UNIQUE (call_id, unit_id, day)
);
