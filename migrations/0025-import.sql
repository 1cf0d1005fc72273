-- SPDX-License-Identifier: Apache-2.0
-- Lists on their way into the registry: what was uploaded, how far its reading is, what the person decided about its
-- columns and rows. The file itself stands on disk under its SHA-256. state: reading, ready, refused, saving, saved,
-- cancelled. A saved upload names its import_batch.
CREATE TABLE import_upload (
    id KHEO_ID,
    request_key TEXT NOT NULL UNIQUE,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    unit_code TEXT NOT NULL,
    list_date TEXT,
    choices TEXT NOT NULL,
    decisions TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('reading', 'ready', 'refused', 'saving', 'saved', 'cancelled')),
    refusal TEXT NOT NULL,
    refusal_text TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    valid_count BIGINT NOT NULL,
    batch_id BIGINT REFERENCES import_batch (id),
    created_at BIGINT NOT NULL,
    created_by BIGINT,
    changed_at BIGINT NOT NULL
);
CREATE INDEX import_upload_by_person ON import_upload (created_by, created_at);
