-- SPDX-License-Identifier: Apache-2.0
-- Pictures and papers erased on request stand in the same list.
ALTER TABLE erasure DROP CONSTRAINT erasure_kind_check;
ALTER TABLE erasure ADD CONSTRAINT erasure_kind_check CHECK (kind IN ('account', 'owner', 'attachment'));
