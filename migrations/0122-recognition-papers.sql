-- SPDX-License-Identifier: Apache-2.0
-- The papers of the decisions that recognised and that took back (attachments of the cycle), and whether the decision was taken
-- before this program, or outside of it, and only noted down here.
ALTER TABLE recognition ADD COLUMN attachment_id BIGINT;
ALTER TABLE recognition ADD COLUMN revoke_attachment_id BIGINT;
ALTER TABLE recognition ADD COLUMN recorded INTEGER NOT NULL DEFAULT 0;
