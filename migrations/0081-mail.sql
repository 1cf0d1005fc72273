-- SPDX-License-Identifier: Apache-2.0
-- The outbox of e-mail: queued in the transaction of the act that wants it told, sent by the server afterwards. After sending the
-- recipient, subject and text go; the hash (of them and of a random part of the Message-ID that only the recipient keeps) and the times stay.
CREATE TABLE mail_message (
    id KHEO_ID,
    mail_key TEXT NOT NULL UNIQUE,       -- made by who queues: the same act again queues nothing
    purpose TEXT NOT NULL,               -- 'movement.reminder': counted and shown, says nothing of anybody
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    recipient TEXT,                      -- NULL once sent, or once nobody will try again
    subject TEXT,
    body TEXT,
    token TEXT,                          -- random part of the Message-ID: equal on every try
    content_hash TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    problem TEXT NOT NULL,               -- of the last try: a word of mail/courier.hpp; '' when none
    not_before BIGINT NOT NULL,          -- UTC milliseconds: the next try
    queued_at BIGINT NOT NULL,
    done_at BIGINT                       -- sent, or given up
);

CREATE INDEX mail_message_due ON mail_message (state, not_before);
