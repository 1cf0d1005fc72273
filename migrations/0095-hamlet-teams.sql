-- SPDX-License-Identifier: Apache-2.0
-- Hamlet teams (Tổ dân vận): members, activity log, and the short slips they write on the phone. The team itself is a body
-- (kind mobilisation_team). Names stand in team_member alone; who left is kept as a count after the time of retention.

-- What a programme is linked to as people name it: the permanent number of an initiative, the code of a drive.
ALTER TABLE programme_link ADD COLUMN subject_key TEXT NOT NULL DEFAULT '';

-- Parameters with their days. verified = 0: to be confirmed by a domain person.
CREATE TABLE body_parameter (
    id KHEO_ID,
    name TEXT NOT NULL,
    value BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    UNIQUE (name, valid_from)
);
INSERT INTO body_parameter (name, value, valid_from, valid_to, legal_basis, verified) VALUES
('left_member_days', 365, '0001-01-01', '9999-12-31', 'Luật 91/2025/QH15: chỉ giữ dữ liệu cá nhân trong thời gian cần thiết; số ngày cần xác nhận', 0),
('closed_slip_days', 365, '0001-01-01', '9999-12-31', 'Luật 91/2025/QH15: chỉ giữ dữ liệu cá nhân trong thời gian cần thiết; số ngày cần xác nhận', 0);

-- role: head, deputy, member. post: what they hold beside ("bí thư chi bộ"). call: how the phone's pages speak to them.
CREATE TABLE team_member (
    id KHEO_ID,
    body_id BIGINT NOT NULL REFERENCES body (id),
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    role TEXT NOT NULL,
    call TEXT NOT NULL,
    account_id BIGINT,
    term_from TEXT NOT NULL,
    term_to TEXT NOT NULL,
    left_on TEXT NOT NULL,               -- last day, or ''
    request_key TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    created_by BIGINT
);
CREATE INDEX team_member_by_body ON team_member (body_id);
CREATE INDEX team_member_by_account ON team_member (account_id);

CREATE TABLE team_left (
    body_id BIGINT PRIMARY KEY REFERENCES body (id),
    members BIGINT NOT NULL
);

-- kind: meeting, visit, labour, talk, other. text names no household.
CREATE TABLE team_activity (
    id KHEO_ID,
    body_id BIGINT NOT NULL REFERENCES body (id),
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    people BIGINT NOT NULL,
    text TEXT NOT NULL,
    request_key TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    created_by BIGINT
);
CREATE INDEX team_activity_by_body ON team_activity (body_id, day);

-- A slip: what was typed into the short form. state: sent, asked (the commune waits for an answer), taken_over, closed.
CREATE TABLE team_report (
    id KHEO_ID,
    body_id BIGINT REFERENCES body (id),
    unit_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    what TEXT NOT NULL,
    who_did TEXT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by BIGINT,
    dossier TEXT NOT NULL,               -- address of what it became, or ''
    reason TEXT NOT NULL,                -- why it was closed, or ''
    request_key TEXT NOT NULL UNIQUE
);
CREATE INDEX team_report_by_account ON team_report (account_id);
CREATE INDEX team_report_by_unit ON team_report (unit_id, state);

-- kind: question (the commune's), answer (the team's).
CREATE TABLE team_report_line (
    id KHEO_ID,
    report_id BIGINT NOT NULL REFERENCES team_report (id),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    said_by BIGINT,
    said_at BIGINT NOT NULL,
    request_key TEXT NOT NULL UNIQUE
);
CREATE INDEX team_report_line_by_report ON team_report_line (report_id);

-- Whom the hamlets of a unit may call.
CREATE TABLE unit_contact (
    unit_id BIGINT PRIMARY KEY,
    phone TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by BIGINT
);
