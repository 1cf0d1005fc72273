-- SPDX-License-Identifier: Apache-2.0
-- More roles than at the beginning (team, scorer, leader): which ones there are is said by the program alone.
ALTER TABLE role_grant DROP CONSTRAINT role_grant_role_check;
