-- SPDX-License-Identifier: Apache-2.0
-- Lists are sorted in memory (docs/decisions/0040-lists-in-memory.md): the index that served that goes.
DROP INDEX initiative_by_title;
