-- SPDX-License-Identifier: Apache-2.0
-- A drive or theme that ended before its day (valid_to is the day it really ended on) or was withdrawn, and why. planned_to: what was
-- announced; NULL when nothing was changed.
ALTER TABLE movement_drive ADD COLUMN planned_to TEXT;
ALTER TABLE movement_drive ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE movement_drive ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';
