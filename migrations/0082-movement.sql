-- SPDX-License-Identifier: Apache-2.0
-- The movement as it is run (domain.md 2.3): who launched it, drives and annual themes, windows of registration with their quotas, calls
-- to units, who was reminded. Days are calendar dates in Asia/Ho_Chi_Minh.
CREATE TABLE movement (
    code TEXT PRIMARY KEY,               -- 'dan_van_kheo': also the movement of field_code
    name TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL
);

INSERT INTO movement (code, name, valid_from, valid_to, legal_basis, verified) VALUES
('dan_van_kheo', 'Phong trào thi đua “Dân vận khéo”', '2009-01-01', '9999-12-31', 'Ban Dân vận Trung ương phát động năm 2009; số văn bản cần xác nhận', 0);

-- Emulation drives (đợt thi đua cao điểm) and annual themes (chủ đề năm) of a unit and everything below it.
CREATE TABLE movement_drive (
    id KHEO_ID,
    movement TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('drive', 'theme')),
    unit_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    request_key TEXT NOT NULL UNIQUE,
    created_by BIGINT,
    created_at BIGINT NOT NULL
);

-- When registrations of a campaign year are taken in, below a unit.
CREATE TABLE movement_window (
    id KHEO_ID,
    movement TEXT NOT NULL,
    unit_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    campaign_year INTEGER NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,              -- inclusive
    legal_basis TEXT NOT NULL,
    strict INTEGER NOT NULL,             -- 1: outside it nothing is registered
    quota_each INTEGER NOT NULL,         -- at least so many per asked unit
    closed INTEGER NOT NULL,             -- 1: withdrawn before its time
    request_key TEXT NOT NULL UNIQUE,
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX movement_window_year ON movement_window (campaign_year);

-- What one unit owes when it is not quota_each; sector '' counts everything, else only initiatives of that sector.
CREATE TABLE movement_quota (
    id KHEO_ID,
    window_id BIGINT NOT NULL REFERENCES movement_window(id),
    unit_id BIGINT NOT NULL,
    sector TEXT NOT NULL,
    required INTEGER NOT NULL,
    UNIQUE (window_id, unit_id, sector)
);
