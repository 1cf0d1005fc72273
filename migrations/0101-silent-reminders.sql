-- SPDX-License-Identifier: Apache-2.0
-- Reminders for initiatives of which nothing was heard for a year: one per initiative and day, not more often than the parameter says.
CREATE TABLE replication_parameter (
    id KHEO_ID,
    name TEXT NOT NULL,
    value BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,           -- 0: to be confirmed by a domain person
    UNIQUE (name, valid_from)
);
INSERT INTO replication_parameter (name, value, valid_from, valid_to, legal_basis, verified) VALUES
('silent_reminder_days', 90, '0001-01-01', '9999-12-31', 'kheo: mỗi quý nhiều nhất một lần; số ngày cần xác nhận', 0);

CREATE TABLE silent_reminder (
    id KHEO_ID,
    initiative_id BIGINT NOT NULL REFERENCES initiative (id),
    day TEXT NOT NULL,
    letter INTEGER NOT NULL,             -- 1: an e-mail to the office of its unit was queued
    reminded_by BIGINT,
    reminded_at BIGINT NOT NULL,
    UNIQUE (initiative_id, day)
);
