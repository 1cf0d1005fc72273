-- SPDX-License-Identifier: Apache-2.0
-- Territory over time. A unit is an identity; its code, name, type and parent are dated versions. A reorganisation is an
-- act with a resolution and an effective date; lineage says which unit went into which, wholly or in part, and on what
-- evidence. Dates are inclusive ISO text; 0001-01-01 and 9999-12-31 are open ends.

-- Which lists of units were read, from what, and the days they speak for.
CREATE TABLE territory_catalogue (
    id KHEO_ID,
    name TEXT NOT NULL UNIQUE,           -- "units_2025.csv"
    starts TEXT NOT NULL,                -- first day of the map it shows; 0001-01-01 for the earliest one
    known_from TEXT NOT NULL,            -- first day its content is vouched for
    source TEXT NOT NULL,                -- "shipped", or the directory's last name
    unit_count BIGINT NOT NULL,
    imported_at BIGINT NOT NULL          -- UTC milliseconds
);

CREATE TABLE territory_unit (
    id KHEO_ID,
    level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune', 'hamlet')),
    from_list INTEGER NOT NULL           -- 1: a hamlet known only because a list named it
);

CREATE TABLE territory_version (
    id KHEO_ID,
    unit_id BIGINT NOT NULL REFERENCES territory_unit (id),
    code TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    full_name TEXT NOT NULL,
    parent_id BIGINT REFERENCES territory_unit (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    UNIQUE (unit_id, valid_from),
    CHECK (valid_from <= valid_to)
);
CREATE INDEX territory_version_by_parent ON territory_version (parent_id);

-- resolution is '' where none is known.
CREATE TABLE territory_act (
    id KHEO_ID,
    resolution TEXT NOT NULL,
    effective TEXT NOT NULL,
    UNIQUE (resolution, effective)
);

-- The sentence of the resolution that made a unit; shared by all units that went into it.
CREATE TABLE territory_clause (
    id KHEO_ID,
    act_id BIGINT NOT NULL REFERENCES territory_act (id),
    number TEXT NOT NULL,
    citation TEXT NOT NULL
);

-- from_unit_id = to_unit_id: the act changed the unit (name, type, code) and it stayed the same unit.
CREATE TABLE territory_lineage (
    id KHEO_ID,
    from_unit_id BIGINT NOT NULL REFERENCES territory_unit (id),
    to_unit_id BIGINT NOT NULL REFERENCES territory_unit (id),
    act_id BIGINT NOT NULL REFERENCES territory_act (id),
    clause_id BIGINT REFERENCES territory_clause (id),
    kind TEXT NOT NULL,                  -- kept, renamed, retyped, transferred, merged, split-part, …
    extent TEXT NOT NULL CHECK (extent IN ('whole', 'part')),
    extent_text TEXT NOT NULL,           -- part_area_pop, part_area_only, remainder or ''
    default_target TEXT NOT NULL CHECK (default_target IN ('yes', 'no', '')),
    confidence TEXT NOT NULL,
    provenance TEXT NOT NULL,            -- file it was read from, and how it was corrected
    UNIQUE (from_unit_id, to_unit_id, act_id)
);
CREATE INDEX territory_lineage_by_target ON territory_lineage (to_unit_id);

-- Bodies without territory (departments, committees, armed forces, schools): owners and senders over time.
CREATE TABLE territory_body (
    id KHEO_ID,
    seat_unit_id BIGINT REFERENCES territory_unit (id)   -- the unit it serves
);
CREATE TABLE territory_body_version (
    id KHEO_ID,
    body_id BIGINT NOT NULL REFERENCES territory_body (id),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    sector TEXT NOT NULL,                -- party, state, front_and_organisations, armed_forces
    parent_id BIGINT REFERENCES territory_body (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    UNIQUE (body_id, valid_from)
);

-- One row; its number grows with every change, so that a running server notices what a command line did.
CREATE TABLE territory_revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL
);
INSERT INTO territory_revision (id, number) VALUES (1, 0);
