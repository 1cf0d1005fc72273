-- SPDX-License-Identifier: Apache-2.0
-- What the table is for, and whose source its columns have.
CREATE TABLE @slice@_@record@ (
    id KHEO_ID,
    title TEXT NOT NULL,
    request_key TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);
