-- SPDX-License-Identifier: Apache-2.0
-- Books ("tuyển chọn in sách", domain.md §1.2 P7): which initiatives a body selects for a book, in which order, with which edited text and
-- whose consent. The initiative itself is not changed by it.
CREATE TABLE publication (
    id KHEO_ID,
    unit_id BIGINT NOT NULL,             -- whose body makes the book
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    year INTEGER NOT NULL,
    closed_at BIGINT,                    -- NULL: still being selected
    row_version BIGINT NOT NULL,         -- grows with every change of the book or its order
    created_at BIGINT NOT NULL,
    created_by BIGINT,
    request_key TEXT UNIQUE
);
CREATE INDEX publication_by_unit ON publication (unit_id, year);

CREATE TABLE publication_entry (
    id KHEO_ID,
    publication_id BIGINT NOT NULL REFERENCES publication (id),
    initiative_id BIGINT NOT NULL REFERENCES initiative (id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    consent TEXT NOT NULL CHECK (consent IN ('not_asked', 'given', 'refused', 'not_needed')),
    consent_paper TEXT NOT NULL,         -- which paper holds it, by number and day; no name
    row_version BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    edited_by BIGINT,
    UNIQUE (publication_id, initiative_id)
);
CREATE INDEX publication_entry_by_initiative ON publication_entry (initiative_id);
