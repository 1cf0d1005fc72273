-- SPDX-License-Identifier: Apache-2.0
-- Who must stay apart from a dossier (docs/decisions/0080-life.md).

-- Who worked on it for the owner's side beside writing the proposal (cycle_version) and doing the owner's acts (cycle_act): who
-- filled in the self sheet.
CREATE TABLE cycle_writer (
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    user_id BIGINT NOT NULL,
    PRIMARY KEY (cycle_id, user_id)
);
CREATE INDEX cycle_writer_by_user ON cycle_writer (user_id);
INSERT INTO cycle_writer (cycle_id, user_id)
SELECT r.cycle_id, s.saved_by FROM score_sheet s JOIN score_round r ON r.id = s.round_id WHERE s.kind = 'self' AND s.saved_by IS NOT NULL
UNION SELECT r.cycle_id, s.locked_by FROM score_sheet s JOIN score_round r ON r.id = s.round_id WHERE s.kind = 'self' AND s.locked_by IS NOT NULL;

-- A colleague says that an account with the owner's name is somebody else, and why.
CREATE TABLE cycle_namesake (
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    user_id BIGINT NOT NULL,
    reason TEXT,
    salt KHEO_BLOB,
    entry_id BIGINT NOT NULL,
    cleared_at BIGINT NOT NULL,
    cleared_by BIGINT NOT NULL,
    PRIMARY KEY (cycle_id, user_id)
);
CREATE INDEX cycle_namesake_by_user ON cycle_namesake (user_id);
