-- SPDX-License-Identifier: Apache-2.0
-- Where a person wants to be told of due work; given by the person alone. Nothing here is public.
CREATE TABLE account_notice (
    account_id BIGINT PRIMARY KEY REFERENCES account (id),
    address TEXT NOT NULL,               -- one mailbox, as platform/mail reads it
    digest INTEGER NOT NULL,             -- 1: the daily letter about due work is wanted
    changed_at BIGINT NOT NULL           -- UTC milliseconds
);
