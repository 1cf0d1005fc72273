-- SPDX-License-Identifier: Apache-2.0
-- The mailbox of a unit, an office's and not a person's: where reminders go.
CREATE TABLE movement_contact (
    unit_id BIGINT PRIMARY KEY,
    address TEXT NOT NULL,
    changed_by BIGINT,
    changed_at BIGINT NOT NULL
);
