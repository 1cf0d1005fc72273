-- SPDX-License-Identifier: Apache-2.0

-- Photos and papers attached to something ("initiative_cycle" 7). The bytes stand beside the database, under their SHA-256:
-- files/attached/ab/abcd…. A removed row keeps the hash, never the file, the caption or the name.
CREATE TABLE attachment (
    id KHEO_ID,
    subject_type TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'paper')),
    type TEXT NOT NULL,                  -- of what is kept: jpeg, pdf, docx, xlsx, odt
    sha256 TEXT NOT NULL,                -- of the largest kept file
    bytes BIGINT NOT NULL,
    width BIGINT NOT NULL,               -- pixels; 0 of a paper
    height BIGINT NOT NULL,
    file_name TEXT NOT NULL,             -- of a paper, as the person named it; empty of a photo
    caption TEXT NOT NULL,
    taken_on TEXT,                       -- as the person says; never read from the picture
    phase TEXT NOT NULL CHECK (phase IN ('before', 'after', 'other')),
    consent TEXT NOT NULL CHECK (consent IN ('none', 'nobody', 'people', 'guardian')),
    children BIGINT NOT NULL,            -- 1: children can be recognised
    consent_note TEXT NOT NULL,
    published_at BIGINT,
    published_by BIGINT REFERENCES account (id),
    created_at BIGINT NOT NULL,
    created_by BIGINT REFERENCES account (id),
    request_key TEXT UNIQUE,
    removed_at BIGINT,
    removed_by BIGINT REFERENCES account (id),
    removal TEXT CHECK (removal IN ('mistake', 'request')),
    removed_reason TEXT NOT NULL
);
CREATE INDEX attachment_by_subject ON attachment (subject_type, subject_id, id);
CREATE INDEX attachment_by_content ON attachment (sha256);

-- The files of an attachment: three sizes of a photo, a paper as a whole.
CREATE TABLE attachment_file (
    attachment_id BIGINT NOT NULL REFERENCES attachment (id),
    size TEXT NOT NULL CHECK (size IN ('large', 'medium', 'small', 'whole')),
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    PRIMARY KEY (attachment_id, size)
);
CREATE INDEX attachment_file_by_content ON attachment_file (sha256);

-- Files that are about to be attached; what stays here for long belonged to an upload that ended nowhere and is deleted.
CREATE TABLE file_staging (
    sha256 TEXT PRIMARY KEY,
    staged_at BIGINT NOT NULL
);

-- How large a file may be, on a day.
CREATE TABLE file_limit (
    kind TEXT NOT NULL,                  -- photo, pdf, office (docx, xlsx, odt)
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    most_bytes BIGINT NOT NULL,
    most_pixels BIGINT NOT NULL,         -- of a photo
    most_pages BIGINT NOT NULL,          -- of a PDF
    basis TEXT NOT NULL,
    PRIMARY KEY (kind, valid_from)
);
INSERT INTO file_limit (kind, valid_from, valid_to, most_bytes, most_pixels, most_pages, basis) VALUES
    ('photo', '0001-01-01', '9999-12-31', 20971520, 65000000, 0, 'kheo'),
    ('pdf', '0001-01-01', '9999-12-31', 20971520, 0, 300, 'kheo'),
    ('office', '0001-01-01', '9999-12-31', 20971520, 0, 0, 'kheo');
