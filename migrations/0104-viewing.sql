-- SPDX-License-Identifier: Apache-2.0
-- "Xem như": an administrator looks at the pages as another account's rights would show them, read-only, for some minutes, with a typed
-- reason, told to that person (docs/decisions/0073-view-as.md). Nothing here is public.

CREATE TABLE viewing (
    id KHEO_ID,
    viewer_id BIGINT NOT NULL REFERENCES account (id),
    viewed_id BIGINT NOT NULL REFERENCES account (id) CHECK (viewed_id <> viewer_id),
    session_hash TEXT NOT NULL,          -- of the one session that looks on
    reason TEXT NOT NULL,
    salt KHEO_BLOB NOT NULL,             -- the ledger entry holds the salted commitment of the reason
    entry_id BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,            -- UTC milliseconds
    ends_at BIGINT NOT NULL CHECK (ends_at > begun_at),   -- moved forward to the moment of leaving
    request_key TEXT UNIQUE
);
CREATE INDEX viewing_by_session ON viewing (session_hash, ends_at);
CREATE INDEX viewing_by_viewed ON viewing (viewed_id, begun_at);

-- How long it lasts before it ends by itself: dated data with its basis.
CREATE TABLE viewing_term (
    minutes INTEGER NOT NULL CHECK (minutes > 0),
    basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    valid_from TEXT NOT NULL PRIMARY KEY,
    valid_to TEXT NOT NULL
);
INSERT INTO viewing_term (minutes, basis, verified, valid_from, valid_to) VALUES
(15, 'Đủ cho một cuộc điện thoại hướng dẫn; do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31');
