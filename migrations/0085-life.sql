-- SPDX-License-Identifier: Apache-2.0
-- The life of an initiative (docs/decisions/0080-life.md): one cycle per initiative and campaign year, from the draft to recognition and
-- carry-over. Before registration there is no row in initiative: what is proposed stands here and nowhere else. States and acts are
-- said by the program (src/registry/life/process.cpp). unit_id is an identity of territory, user ids are accounts of office.
CREATE TABLE initiative_cycle (
    id KHEO_ID,
    code TEXT NOT NULL UNIQUE,           -- neutral: no type, no year, no unit in it
    initiative_id BIGINT REFERENCES initiative (id),        -- NULL until registered, unless it continues one
    registration_id BIGINT REFERENCES registration (id),    -- NULL until registered
    continues_id BIGINT REFERENCES initiative_cycle (id),   -- the cycle of the year before that was carried over
    campaign_year INTEGER NOT NULL,
    unit_id BIGINT NOT NULL,             -- the finest unit known
    book_unit_id BIGINT NOT NULL,        -- whose register numbers it: its commune, or the higher unit itself
    kind TEXT NOT NULL CHECK (kind IN ('practice', 'exemplar')),
    title TEXT NOT NULL,                 -- for lists of work
    title_folded TEXT NOT NULL,
    statement_json TEXT,                 -- NULL once registered: then the initiative holds it
    basis TEXT NOT NULL CHECK (basis IN ('new', 'maintained')),
    state TEXT NOT NULL,
    row_version BIGINT NOT NULL,         -- grows with every act and every edit
    round INTEGER NOT NULL,              -- how often it was submitted
    state_since BIGINT NOT NULL,
    due_on TEXT,                         -- as made under the term of its day; a new term never moves it
    due_why TEXT NOT NULL,
    reg_no BIGINT,                       -- number in the register of book_unit_id and the year; NULL for what was only followed
    launched_on TEXT,
    created_at BIGINT NOT NULL,
    created_by BIGINT,
    submitted_at BIGINT,
    submitted_by BIGINT,
    appraised_at BIGINT,
    appraised_by BIGINT,
    approved_at BIGINT,
    approved_by BIGINT,
    scored_by BIGINT,                    -- who closed the scoring
    request_key TEXT UNIQUE,             -- of the form that made it
    UNIQUE (book_unit_id, campaign_year, reg_no)
);
CREATE INDEX initiative_cycle_by_initiative ON initiative_cycle (initiative_id, campaign_year);
CREATE INDEX initiative_cycle_by_state ON initiative_cycle (state, due_on);
CREATE INDEX initiative_cycle_by_unit ON initiative_cycle (unit_id, title_folded);
CREATE INDEX initiative_cycle_by_continued ON initiative_cycle (continues_id);
CREATE INDEX initiative_cycle_by_registration ON initiative_cycle (registration_id);

-- What was proposed, version by version, until registration; value_json NULL once erased. The ledger entry holds only its salted commitment.
CREATE TABLE cycle_version (
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    version BIGINT NOT NULL,
    value_json TEXT,
    salt KHEO_BLOB,
    entry_id BIGINT NOT NULL,
    made_by BIGINT,
    PRIMARY KEY (cycle_id, version)
);

-- Each act once: who, when, from where to where, and what was said with it. The ledger entry holds the salted commitment of that.
CREATE TABLE cycle_act (
    id KHEO_ID,
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    act TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    at BIGINT NOT NULL,
    acted_by BIGINT,
    said_json TEXT,                      -- reason, self-assessment, day, decision; NULL when nothing was said or once erased
    salt KHEO_BLOB,
    entry_id BIGINT NOT NULL,
    request_key TEXT UNIQUE
);
CREATE INDEX cycle_act_by_cycle ON cycle_act (cycle_id, id);

-- Questions and answers on a dossier.
CREATE TABLE cycle_remark (
    id KHEO_ID,
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    answers_id BIGINT REFERENCES cycle_remark (id),
    text TEXT,                           -- NULL once erased
    salt KHEO_BLOB,
    at BIGINT NOT NULL,
    written_by BIGINT,
    entry_id BIGINT NOT NULL,
    request_key TEXT UNIQUE
);
CREATE INDEX cycle_remark_by_cycle ON cycle_remark (cycle_id, id);
CREATE INDEX cycle_remark_by_answered ON cycle_remark (answers_id);

-- What an examination of a plan looks at: dated data.
CREATE TABLE examination_item (
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    PRIMARY KEY (code, valid_from)
);
INSERT INTO examination_item (code, position, label, basis, verified, valid_from, valid_to) VALUES
('needed', 1, 'Nội dung thiết thực, dân cần', 'Đề xuất của phần mềm, chưa đối chiếu văn bản', 0, '0001-01-01', '9999-12-31'),
('measurable', 2, 'Mục tiêu rõ, đo được khi kiểm tra', 'Đề xuất của phần mềm, chưa đối chiếu văn bản', 0, '0001-01-01', '9999-12-31'),
('voluntary', 3, 'Cách làm: bàn với dân, tự nguyện, công khai', 'Đề xuất của phần mềm, chưa đối chiếu văn bản', 0, '0001-01-01', '9999-12-31'),
('affordable', 4, 'Nguồn lực vừa sức dân, không huy động sai quy định', 'Đề xuất của phần mềm, chưa đối chiếu văn bản', 0, '0001-01-01', '9999-12-31'),
('assigned', 5, 'Phân công người làm, người giám sát', 'Đề xuất của phần mềm, chưa đối chiếu văn bản', 0, '0001-01-01', '9999-12-31'),
('safe', 6, 'An toàn, đất đai, môi trường', 'Đề xuất của phần mềm, chưa đối chiếu văn bản', 0, '0001-01-01', '9999-12-31');

-- The examination of one round of a cycle: a verdict per item; item '' holds the examiner's summary.
CREATE TABLE cycle_examination (
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    round INTEGER NOT NULL,
    item TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('', 'passed', 'to_amend')),
    remark TEXT,                         -- NULL once erased
    examined_by BIGINT,
    examined_at BIGINT NOT NULL,
    PRIMARY KEY (cycle_id, round, item)
);

-- How long a dossier may stand in a state: dated data with its basis.
CREATE TABLE process_term (
    process TEXT NOT NULL,
    state TEXT NOT NULL,
    days INTEGER NOT NULL,
    working_days INTEGER NOT NULL,
    basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    PRIMARY KEY (process, state, valid_from)
);
INSERT INTO process_term (process, state, days, working_days, basis, verified, valid_from, valid_to) VALUES
('initiative', 'submitted', 10, 1, 'thời hạn thẩm định do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31'),
('initiative', 'returned', 10, 1, 'thời hạn bổ sung do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31'),
('initiative', 'appraised', 5, 1, 'thời hạn phê duyệt do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31'),
('initiative', 'registered', 30, 0, 'thời hạn bắt đầu triển khai do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31'),
('initiative', 'self_assessed', 20, 1, 'thời hạn kiểm tra do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31'),
('initiative', 'checked', 15, 1, 'thời hạn chấm điểm do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31'),
('initiative', 'scored', 10, 1, 'thời hạn công nhận do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31'),
('initiative', 'nominated', 20, 1, 'thời hạn xét ở cấp trên do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31');

-- A recognition by decision; a cycle may have one per level. The district level exists for decisions until 30/06/2025.
CREATE TABLE recognition (
    id KHEO_ID,
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    level TEXT NOT NULL CHECK (level IN ('commune', 'district', 'province')),
    unit_id BIGINT NOT NULL,             -- whose body decided
    body TEXT NOT NULL,                  -- "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” phường …"
    decision_number TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    signer TEXT NOT NULL,                -- the position that signed, no name
    grade TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by BIGINT,
    revoked_on TEXT,
    revoke_decision TEXT,
    revoke_reason TEXT,
    revoked_by BIGINT,
    UNIQUE (cycle_id, level)
);
