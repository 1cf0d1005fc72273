-- SPDX-License-Identifier: Apache-2.0
-- Search reads the columns in memory (docs/decisions/0040-lists-in-memory.md): the text kept for it goes.
ALTER TABLE initiative DROP COLUMN search_text;
