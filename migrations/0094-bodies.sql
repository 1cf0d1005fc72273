-- SPDX-License-Identifier: Apache-2.0
-- Bodies over time: party committees and their boards, Front and organisations, state bodies, armed forces, steering
-- committees, hamlet teams. A body is an identity that serves a unit; what it is called is a dated version; each change is
-- an act with its document. unit_id is an identity of territory (NULL = the whole country), user ids are accounts.

-- Kinds of bodies: a dated code list. levels: of the units they serve, comma separated. verified = 0: to be confirmed.
-- sector: party, state, front_and_organisations, armed_forces.
CREATE TABLE body_kind (
    id KHEO_ID,
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    sector TEXT NOT NULL,
    levels TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    UNIQUE (code, valid_from)
);

INSERT INTO body_kind (code, position, name, sector, levels, valid_from, valid_to, legal_basis, verified) VALUES
('party_committee', 1, 'Cấp ủy', 'party', 'country,province,district,commune', '0001-01-01', '9999-12-31', 'Điều lệ Đảng', 1),
('mobilisation_board', 2, 'Ban Dân vận', 'party', 'country,province,district', '0001-01-01', '2025-06-30', 'Quyết định 23-QĐ/TW ngày 30/07/2021', 1),
('propaganda_board', 3, 'Ban Tuyên giáo', 'party', 'country,province,district', '0001-01-01', '2025-06-30', 'Hợp nhất năm 2025', 0),
('propaganda_mobilisation_board', 4, 'Ban Tuyên giáo và Dân vận', 'party', 'country,province,district', '2025-02-03', '9999-12-31', 'Quyết định hợp nhất công bố ngày 03/02/2025', 1),
('mobilisation_block', 5, 'Khối dân vận', 'party', 'commune', '0001-01-01', '9999-12-31', 'Quyết định 23-QĐ/TW ngày 30/07/2021; từ 01/07/2025 cần xác nhận', 0),
('party_building_board', 6, 'Ban Xây dựng Đảng', 'party', 'commune', '2025-07-01', '9999-12-31', 'Cơ quan tham mưu của đảng ủy cấp xã từ 01/07/2025; cần xác nhận', 0),
('mobilisation_team', 7, 'Tổ dân vận', 'party', 'hamlet', '0001-01-01', '9999-12-31', 'Quyết định của đảng ủy cấp xã', 1),
('fatherland_front', 8, 'Ủy ban Mặt trận Tổ quốc', 'front_and_organisations', 'country,province,district,commune', '0001-01-01', '9999-12-31', 'Luật Mặt trận Tổ quốc Việt Nam', 1),
('front_working_committee', 9, 'Ban Công tác Mặt trận', 'front_and_organisations', 'hamlet', '0001-01-01', '9999-12-31', 'Luật Mặt trận Tổ quốc Việt Nam', 1),
('trade_union', 10, 'Công đoàn', 'front_and_organisations', 'country,province,district,commune', '0001-01-01', '9999-12-31', 'Tổ chức chính trị - xã hội; trực thuộc Mặt trận theo Luật 97/2025/QH15', 1),
('youth_union', 11, 'Đoàn Thanh niên Cộng sản Hồ Chí Minh', 'front_and_organisations', 'country,province,district,commune,hamlet', '0001-01-01', '9999-12-31', 'Tổ chức chính trị - xã hội; trực thuộc Mặt trận theo Luật 97/2025/QH15', 1),
('womens_union', 12, 'Hội Liên hiệp Phụ nữ', 'front_and_organisations', 'country,province,district,commune,hamlet', '0001-01-01', '9999-12-31', 'Tổ chức chính trị - xã hội; trực thuộc Mặt trận theo Luật 97/2025/QH15', 1),
('farmers_union', 13, 'Hội Nông dân', 'front_and_organisations', 'country,province,district,commune,hamlet', '0001-01-01', '9999-12-31', 'Tổ chức chính trị - xã hội; trực thuộc Mặt trận theo Luật 97/2025/QH15', 1),
('veterans_association', 14, 'Hội Cựu chiến binh', 'front_and_organisations', 'country,province,district,commune,hamlet', '0001-01-01', '9999-12-31', 'Tổ chức chính trị - xã hội; trực thuộc Mặt trận theo Luật 97/2025/QH15', 1),
('peoples_committee', 15, 'Ủy ban nhân dân', 'state', 'province,district,commune', '0001-01-01', '9999-12-31', 'Luật Tổ chức chính quyền địa phương', 1),
('department', 16, 'Sở, ban, ngành', 'state', 'country,province,district,commune', '0001-01-01', '9999-12-31', 'Luật Tổ chức chính quyền địa phương', 1),
('military', 17, 'Quân đội, Ban Chỉ huy Quân sự', 'armed_forces', 'country,province,district,commune', '0001-01-01', '9999-12-31', 'Luật Quốc phòng', 1),
('police', 18, 'Công an', 'armed_forces', 'country,province,district,commune', '0001-01-01', '9999-12-31', 'Luật Công an nhân dân', 1),
('steering_committee', 19, 'Ban chỉ đạo', 'party', 'country,province,district,commune', '0001-01-01', '9999-12-31', 'Quyết định của cấp ủy, chính quyền cùng cấp', 1);

CREATE TABLE body (
    id KHEO_ID,
    kind TEXT NOT NULL,
    unit_id BIGINT,
    level TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by BIGINT
);
CREATE INDEX body_by_unit ON body (unit_id);

-- A body exists while it has a version. valid_to 9999-12-31: not ended.
CREATE TABLE body_version (
    id KHEO_ID,
    body_id BIGINT NOT NULL REFERENCES body (id),
    name TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    UNIQUE (body_id, valid_from),
    CHECK (valid_from <= valid_to)
);

-- What happened to a body, on what day, by which document. day: first day of what began, last day of what ended.
-- kind: established, renamed, ended, replaced.
CREATE TABLE body_act (
    id KHEO_ID,
    body_id BIGINT NOT NULL REFERENCES body (id),
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    document_number TEXT NOT NULL,
    document_day TEXT NOT NULL,          -- ISO, or '' where it is not known
    document_issuer TEXT NOT NULL,
    successor_id BIGINT REFERENCES body (id),   -- of 'replaced': the body that took over
    done_by BIGINT,
    done_at BIGINT NOT NULL,
    request_key TEXT NOT NULL,
    UNIQUE (request_key, body_id, kind)
);
CREATE INDEX body_act_by_body ON body_act (body_id);
CREATE INDEX body_act_by_successor ON body_act (successor_id);

-- Which body runs the movement (cơ quan thường trực phong trào), by level and day, or by a unit's own decision. kind is
-- always said; body_id where the unit's own body is in the list. unit_id NULL: the rule of the level.
CREATE TABLE standing_body (
    id KHEO_ID,
    unit_id BIGINT,
    level TEXT NOT NULL,
    kind TEXT NOT NULL,
    body_id BIGINT REFERENCES body (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    request_key TEXT
);
CREATE UNIQUE INDEX standing_body_request ON standing_body (request_key);
CREATE UNIQUE INDEX standing_body_unit ON standing_body (unit_id, valid_from);

INSERT INTO standing_body (unit_id, level, kind, valid_from, valid_to, legal_basis, verified, request_key)
SELECT unit_id, level, body, valid_from, valid_to, legal_basis, verified, request_key FROM report_standing_body ORDER BY id;
DROP TABLE report_standing_body;

-- Work programmes (chương trình công tác) of a body; drives and initiatives are linked by id.
CREATE TABLE work_programme (
    id KHEO_ID,
    body_id BIGINT NOT NULL REFERENCES body (id),
    title TEXT NOT NULL,
    document_number TEXT NOT NULL,
    document_day TEXT NOT NULL,
    document_issuer TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    request_key TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    created_by BIGINT
);
CREATE INDEX work_programme_by_body ON work_programme (body_id);

CREATE TABLE programme_link (
    id KHEO_ID,
    programme_id BIGINT NOT NULL REFERENCES work_programme (id),
    subject_type TEXT NOT NULL,          -- 'initiative', 'drive'
    subject_id BIGINT NOT NULL,
    linked_at BIGINT NOT NULL,
    linked_by BIGINT,
    UNIQUE (programme_id, subject_type, subject_id)
);
