-- SPDX-License-Identifier: Apache-2.0
-- Which units have slips that wait, without reading the slips of the country.
CREATE INDEX team_report_by_state ON team_report (state, unit_id);
