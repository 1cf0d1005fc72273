-- SPDX-License-Identifier: Apache-2.0
-- The registry of initiatives (mô hình, điển hình): what was registered, by whom, where, in which campaign year.
-- An initiative is permanent; each year it is registered anew or maintained, and each such act is a registration.
-- unit_id is an identity of territory, user ids are accounts of office: other rooms' tables are never named here.

-- Fields of a movement (lĩnh vực): a dated code list. variants: other spellings, one per line, compared after folding.
CREATE TABLE field_code (
    id KHEO_ID,
    movement TEXT NOT NULL,
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    variants TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    UNIQUE (movement, code, valid_from)
);

INSERT INTO field_code (movement, code, position, name, variants, valid_from, valid_to, legal_basis) VALUES
('dan_van_kheo', 'economy', 1, 'Kinh tế',
 'kinh tế
KT
phát triển kinh tế
PTKT
lĩnh vực kinh tế', '2009-01-01', '9999-12-31', 'Phong trào thi đua “Dân vận khéo”, phát động năm 2009'),
('dan_van_kheo', 'culture_society', 2, 'Văn hóa - xã hội',
 'văn hóa - xã hội
văn hóa, xã hội
văn hóa xã hội
VH-XH
VHXH
văn xã
văn hóa và xã hội
lĩnh vực văn hóa - xã hội', '2009-01-01', '9999-12-31', 'Phong trào thi đua “Dân vận khéo”, phát động năm 2009'),
('dan_van_kheo', 'defence_security', 3, 'Quốc phòng - an ninh',
 'quốc phòng - an ninh
quốc phòng, an ninh
an ninh - quốc phòng
QP-AN
QPAN
AN-QP
ANQP
quốc phòng an ninh
lĩnh vực quốc phòng - an ninh', '2009-01-01', '9999-12-31', 'Phong trào thi đua “Dân vận khéo”, phát động năm 2009'),
('dan_van_kheo', 'political_system', 4, 'Xây dựng hệ thống chính trị',
 'xây dựng hệ thống chính trị
hệ thống chính trị
HTCT
XDHTCT
XD HTCT
xây dựng HTCT
xây dựng Đảng, hệ thống chính trị
xây dựng Đảng và hệ thống chính trị
lĩnh vực xây dựng hệ thống chính trị', '2009-01-01', '9999-12-31', 'Phong trào thi đua “Dân vận khéo”, phát động năm 2009');

-- Patterns that propose the sector (khối) from the owner's name; the lowest position whose words occur
-- in the folded name wins. pattern: folded whole words. A proposal only: a person may set another sector.
CREATE TABLE sector_rule (
    id KHEO_ID,
    position INTEGER NOT NULL,
    pattern TEXT NOT NULL,
    sector TEXT NOT NULL CHECK (sector IN ('party', 'state', 'front_and_organisations', 'armed_forces')),
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL
);

INSERT INTO sector_rule (position, pattern, sector, valid_from, valid_to, legal_basis) VALUES
(10, 'cong an', 'armed_forces', '0001-01-01', '9999-12-31', 'Luật Công an nhân dân; đề xuất, người nhập xác nhận'),
(11, 'quan su', 'armed_forces', '0001-01-01', '9999-12-31', 'Luật Quốc phòng; đề xuất, người nhập xác nhận'),
(12, 'bien phong', 'armed_forces', '0001-01-01', '9999-12-31', 'Luật Biên phòng Việt Nam; đề xuất, người nhập xác nhận'),
(13, 'quan doi', 'armed_forces', '0001-01-01', '9999-12-31', 'Luật Quốc phòng; đề xuất, người nhập xác nhận'),
(14, 'phong thu khu vuc', 'armed_forces', '0001-01-01', '9999-12-31', 'Luật Quốc phòng; đề xuất, người nhập xác nhận'),
(15, 'tieu doan', 'armed_forces', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(16, 'trung doan', 'armed_forces', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(17, 'su doan', 'armed_forces', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(18, 'dan quan', 'armed_forces', '0001-01-01', '9999-12-31', 'Luật Dân quân tự vệ; đề xuất, người nhập xác nhận'),
(30, 'mat tran', 'front_and_organisations', '0001-01-01', '9999-12-31', 'Luật Mặt trận Tổ quốc Việt Nam; đề xuất, người nhập xác nhận'),
(31, 'mttq', 'front_and_organisations', '0001-01-01', '9999-12-31', 'Luật Mặt trận Tổ quốc Việt Nam; đề xuất, người nhập xác nhận'),
(31, 'ubmttq', 'front_and_organisations', '0001-01-01', '9999-12-31', 'Luật Mặt trận Tổ quốc Việt Nam; đề xuất, người nhập xác nhận'),
(32, 'phu nu', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(33, 'lhpn', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(34, 'nong dan', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(35, 'cuu chien binh', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(36, 'ccb', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(37, 'doan thanh nien', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(38, 'chi doan', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(39, 'tinh doan', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(40, 'thanh doan', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(41, 'cong doan', 'front_and_organisations', '0001-01-01', '9999-12-31', 'Luật Công đoàn; đề xuất, người nhập xác nhận'),
(42, 'lien doan lao dong', 'front_and_organisations', '0001-01-01', '9999-12-31', 'Luật Công đoàn; đề xuất, người nhập xác nhận'),
(43, 'chi hoi', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(44, 'chu thap do', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(45, 'nguoi cao tuoi', 'front_and_organisations', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(60, 'chi bo', 'party', '0001-01-01', '9999-12-31', 'Điều lệ Đảng; đề xuất, người nhập xác nhận'),
(61, 'dang uy', 'party', '0001-01-01', '9999-12-31', 'Điều lệ Đảng; đề xuất, người nhập xác nhận'),
(62, 'dang bo', 'party', '0001-01-01', '9999-12-31', 'Điều lệ Đảng; đề xuất, người nhập xác nhận'),
(63, 'thanh uy', 'party', '0001-01-01', '9999-12-31', 'Điều lệ Đảng; đề xuất, người nhập xác nhận'),
(64, 'tinh uy', 'party', '0001-01-01', '9999-12-31', 'Điều lệ Đảng; đề xuất, người nhập xác nhận'),
(65, 'quan uy', 'party', '0001-01-01', '2025-06-30', 'Điều lệ Đảng; đề xuất, người nhập xác nhận'),
(66, 'huyen uy', 'party', '0001-01-01', '2025-06-30', 'Điều lệ Đảng; đề xuất, người nhập xác nhận'),
(67, 'dan van', 'party', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(68, 'tuyen giao', 'party', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(80, 'ubnd', 'state', '0001-01-01', '9999-12-31', 'Luật Tổ chức chính quyền địa phương; đề xuất, người nhập xác nhận'),
(81, 'uy ban nhan dan', 'state', '0001-01-01', '9999-12-31', 'Luật Tổ chức chính quyền địa phương; đề xuất, người nhập xác nhận'),
(82, 'hdnd', 'state', '0001-01-01', '9999-12-31', 'Luật Tổ chức chính quyền địa phương; đề xuất, người nhập xác nhận'),
(83, 'truong thpt', 'state', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(84, 'truong thcs', 'state', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(85, 'truong tieu hoc', 'state', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(86, 'truong mam non', 'state', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận'),
(87, 'tram y te', 'state', '0001-01-01', '9999-12-31', 'đề xuất, người nhập xác nhận');

-- Narrow on purpose: lists, searches and figures read this table; long texts stand in initiative_form.
CREATE TABLE initiative (
    id KHEO_ID,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('practice', 'exemplar')),
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    title_sort KHEO_BLOB NOT NULL,
    owner_type TEXT CHECK (owner_type IN ('collective', 'individual', 'household')),
    owner_text TEXT NOT NULL,
    owner_folded TEXT NOT NULL,
    owner_sort KHEO_BLOB NOT NULL,
    search_text TEXT NOT NULL,
    sector TEXT CHECK (sector IN ('party', 'state', 'front_and_organisations', 'armed_forces')),
    field TEXT,
    unit_id BIGINT NOT NULL,
    starts TEXT,
    ends TEXT,
    state TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by BIGINT,
    updated_at BIGINT NOT NULL,
    updated_by BIGINT
);
CREATE INDEX initiative_identity ON initiative (title_folded, unit_id);
CREATE INDEX initiative_by_title ON initiative (title_sort, id);

-- Headings 2–10 of the registration form (heading 1 is the title) and remarks.
CREATE TABLE initiative_form (
    initiative_id BIGINT PRIMARY KEY REFERENCES initiative (id),
    problem TEXT NOT NULL,
    goals TEXT NOT NULL,
    method TEXT NOT NULL,
    area TEXT NOT NULL,
    forces TEXT NOT NULL,
    resources TEXT NOT NULL,
    schedule TEXT NOT NULL,
    outputs TEXT NOT NULL,
    sustainability TEXT NOT NULL,
    note TEXT NOT NULL
);

-- One row per owner of an initiative; owner_key says when two rows are the same owner (unit and folded name).
CREATE TABLE initiative_owner (
    initiative_id BIGINT NOT NULL REFERENCES initiative (id),
    position INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('lead', 'co')),
    name TEXT NOT NULL,
    owner_key TEXT NOT NULL,
    PRIMARY KEY (initiative_id, position)
);

CREATE TABLE theme (
    id KHEO_ID,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE
);

CREATE TABLE initiative_theme (
    initiative_id BIGINT NOT NULL REFERENCES initiative (id),
    theme_id BIGINT NOT NULL REFERENCES theme (id),
    PRIMARY KEY (initiative_id, theme_id)
);
CREATE INDEX initiative_theme_by_theme ON initiative_theme (theme_id, initiative_id);

-- One imported file. status: saved, undone.
CREATE TABLE import_batch (
    id KHEO_ID,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    sender_unit_id BIGINT,
    list_date TEXT NOT NULL,
    campaign_year INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('saved', 'undone')),
    saved BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by BIGINT,
    undone_at BIGINT,
    undone_by BIGINT
);

-- initiative × campaign year × date × basis. date_precision says how much of the date the list really gave.
-- content_key: digest of what the row said; the same row read again is recognised by it, also after an edit.
-- undone_at set: taken back with its import; no figure and no list counts it.
CREATE TABLE registration (
    id KHEO_ID,
    initiative_id BIGINT NOT NULL REFERENCES initiative (id),
    campaign_year INTEGER NOT NULL,
    date TEXT NOT NULL,
    date_precision TEXT NOT NULL CHECK (date_precision IN ('day', 'month', 'quarter', 'year')),
    basis TEXT CHECK (basis IN ('new', 'maintained')),
    unit_id BIGINT NOT NULL,
    level_note TEXT NOT NULL,
    import_id BIGINT REFERENCES import_batch (id),
    import_sheet TEXT NOT NULL,
    import_row INTEGER,
    content_key KHEO_BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    created_by BIGINT,
    undone_at BIGINT
);
CREATE INDEX registration_by_initiative ON registration (initiative_id, campaign_year);
CREATE INDEX registration_by_content ON registration (content_key);
CREATE INDEX registration_by_unit ON registration (unit_id, date);
CREATE INDEX registration_by_date ON registration (date);
CREATE INDEX registration_by_import ON registration (import_id);

-- The values of each version of an initiative as JSON; NULL once erased. The ledger entry holds only their salted
-- commitment; entry_id is its row.
CREATE TABLE initiative_version (
    initiative_id BIGINT NOT NULL REFERENCES initiative (id),
    version BIGINT NOT NULL,
    value_json TEXT,
    salt KHEO_BLOB,
    entry_id BIGINT NOT NULL,
    PRIMARY KEY (initiative_id, version)
);

-- Last number given per series ("MH-2026").
CREATE TABLE number_series (
    series TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

-- A form sent twice changes nothing twice: the key its page was made with, and what it made.
CREATE TABLE registry_request (
    request_key TEXT PRIMARY KEY,
    initiative_id BIGINT NOT NULL REFERENCES initiative (id),
    at BIGINT NOT NULL
);

-- Facts for statistics (registry.hpp, FactSource).
CREATE VIEW registry_fact AS
SELECT r.id AS registration_id, r.initiative_id AS initiative_id, r.unit_id AS unit_id, r.date AS date,
       r.campaign_year AS campaign_year, i.kind AS kind, i.owner_type AS owner_type, i.sector AS sector, i.field AS field,
       r.basis AS basis, i.state AS state
FROM registration r JOIN initiative i ON i.id = r.initiative_id
WHERE r.undone_at IS NULL;

CREATE VIEW registry_fact_theme AS
SELECT it.initiative_id AS initiative_id, t.name AS theme, t.name_folded AS theme_folded
FROM initiative_theme it JOIN theme t ON t.id = it.theme_id;

CREATE VIEW registry_fact_owner AS
SELECT initiative_id, owner_key FROM initiative_owner;
