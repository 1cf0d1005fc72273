-- SPDX-License-Identifier: Apache-2.0
-- Short questionnaires about a dossier, answered without a name (docs/decisions/0087-survey-counts.md). There is no row of an answer:
-- answering adds one to the count of each chosen option, rewrites all counts of the questionnaire and takes the used token away, in one
-- transaction. No time and no token stands beside a count.

-- state: open or closed; results are shown of a closed one with least_answers or more. issued: tokens ever made.
CREATE TABLE survey (
    id KHEO_ID,
    cycle_id BIGINT NOT NULL REFERENCES initiative_cycle (id),
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    least_answers INTEGER NOT NULL,
    last_day TEXT NOT NULL,
    answered BIGINT NOT NULL,
    made_on TEXT NOT NULL,
    made_by BIGINT,
    request_key TEXT UNIQUE
);
CREATE INDEX survey_by_cycle ON survey (cycle_id);

CREATE TABLE survey_question (
    id KHEO_ID,
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('yes_no', 'scale', 'choice')),
    text TEXT NOT NULL,
    UNIQUE (survey_id, position)
);

-- What may be chosen, and how often it was.
CREATE TABLE survey_option (
    question_id BIGINT NOT NULL REFERENCES survey_question (id),
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (question_id, position)
);

-- A printed batch of slips: how many, on which day. Lost slips are cancelled with their batch.
CREATE TABLE survey_batch (
    id KHEO_ID,
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    size INTEGER NOT NULL,
    made_on TEXT NOT NULL,
    made_by BIGINT,
    cancelled INTEGER NOT NULL,
    request_key TEXT UNIQUE
);
CREATE INDEX survey_batch_by_survey ON survey_batch (survey_id);

-- Tokens that were not used yet, as hashes; a used or cancelled one is deleted.
CREATE TABLE survey_token (
    hash TEXT PRIMARY KEY,
    batch_id BIGINT NOT NULL REFERENCES survey_batch (id)
);
CREATE INDEX survey_token_by_batch ON survey_token (batch_id);
