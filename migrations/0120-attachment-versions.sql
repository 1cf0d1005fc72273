-- SPDX-License-Identifier: Apache-2.0
-- What people say about an attachment (consent, caption) is changed only by who saw what stands there now.
ALTER TABLE attachment ADD COLUMN row_version BIGINT NOT NULL DEFAULT 1;
