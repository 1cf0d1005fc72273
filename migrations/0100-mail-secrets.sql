-- SPDX-License-Identifier: Apache-2.0
-- The part of a letter that nobody else may read (the link of an invitation), sealed under a key that stands outside the database
-- (docs/decisions/0100-secrets-in-letters.md). NULL for an ordinary letter, and as soon as the letter is sent or given up.
ALTER TABLE mail_message ADD COLUMN sealed KHEO_BLOB;
ALTER TABLE mail_message ADD COLUMN sealed_with TEXT;    -- which key
