-- SPDX-License-Identifier: Apache-2.0
-- Scoring the results of a dossier: one round per cycle, a sheet of the proposing side and one per scorer.
-- Points are whole tenths. A sheet shows itself to its scorer alone until every sheet of the round is locked.

-- Opened with the first sheet; it keeps the rubric and the numbers of that day. revealed_at: when all sheets were locked for the
-- first time: from then on nobody joins or leaves. discussion: what was said about a wide spread; a later lock asks again.
CREATE TABLE score_round (
    id KHEO_ID,
    cycle_id BIGINT NOT NULL UNIQUE REFERENCES initiative_cycle (id),
    rubric_id BIGINT NOT NULL REFERENCES rubric (id),
    required_sheets INTEGER NOT NULL,
    spread_percent INTEGER NOT NULL,
    criterion_spread_percent INTEGER NOT NULL,
    opened_on TEXT NOT NULL,
    revealed_at BIGINT,
    discussion TEXT NOT NULL,
    discussed_at BIGINT,
    discussed_by BIGINT
);

-- kind: self (of the proposing side, scorer_id NULL) or appraised. withdrawn: no longer of the round; the reason stays.
-- entry_id, salt: the ledger entry of the newest lock committed to the points.
CREATE TABLE score_sheet (
    id KHEO_ID,
    round_id BIGINT NOT NULL REFERENCES score_round (id),
    kind TEXT NOT NULL CHECK (kind IN ('self', 'appraised')),
    scorer_id BIGINT,
    state TEXT NOT NULL CHECK (state IN ('open', 'locked', 'withdrawn')),
    remark TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by BIGINT,
    saved_at BIGINT,
    saved_by BIGINT,
    locked_at BIGINT,
    locked_by BIGINT,
    withdrawn_reason TEXT NOT NULL,
    entry_id BIGINT,
    salt KHEO_BLOB
);
CREATE UNIQUE INDEX score_sheet_of_scorer ON score_sheet (round_id, scorer_id) WHERE kind = 'appraised' AND state <> 'withdrawn';
CREATE UNIQUE INDEX score_sheet_of_owner ON score_sheet (round_id) WHERE kind = 'self';
CREATE INDEX score_sheet_by_scorer ON score_sheet (scorer_id, state);

-- points NULL: not given yet; there is no default.
CREATE TABLE score_point (
    sheet_id BIGINT NOT NULL REFERENCES score_sheet (id),
    criterion_id BIGINT NOT NULL REFERENCES rubric_criterion (id),
    points INTEGER,
    evidence TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (sheet_id, criterion_id)
);
CREATE INDEX score_point_by_criterion ON score_point (criterion_id);

-- A locked sheet opened again: why, and the total that stood on it; after_reveal: the others' points were known by then.
CREATE TABLE score_unlock (
    id KHEO_ID,
    sheet_id BIGINT NOT NULL REFERENCES score_sheet (id),
    reason TEXT NOT NULL,
    total INTEGER NOT NULL,
    after_reveal INTEGER NOT NULL,
    at BIGINT NOT NULL,
    unlocked_by BIGINT
);
CREATE INDEX score_unlock_by_sheet ON score_unlock (sheet_id, id);
