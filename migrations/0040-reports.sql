-- SPDX-License-Identifier: Apache-2.0
-- Official reports: who issues them where and when, and what the forms of documents ask. Everything is dated and
-- names its basis; verified = 0 marks a row that a domain person must still confirm.

-- What the Party committee of a unit is called. {name} the unit's bare name, {unit} its full name inside a sentence.
CREATE TABLE report_committee (
    id KHEO_ID,
    level TEXT NOT NULL,
    unit_type TEXT NOT NULL,
    name TEXT NOT NULL,
    symbol TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    UNIQUE (level, unit_type, valid_from)
);

INSERT INTO report_committee (level, unit_type, name, symbol, valid_from, valid_to, legal_basis, verified) VALUES
('province', 'Tỉnh', 'Tỉnh ủy {name}', 'TU', '0001-01-01', '9999-12-31', 'Hướng dẫn 36-HD/VPTW ngày 03/04/2018', 1),
('province', 'Thành phố', 'Thành ủy {name}', 'TU', '0001-01-01', '9999-12-31', 'Hướng dẫn 36-HD/VPTW ngày 03/04/2018', 1),
('district', 'Quận', 'Quận ủy {name}', 'QU', '0001-01-01', '2025-06-30', 'Hướng dẫn 36-HD/VPTW ngày 03/04/2018', 1),
('district', 'Huyện', 'Huyện ủy {name}', 'HU', '0001-01-01', '2025-06-30', 'Hướng dẫn 36-HD/VPTW ngày 03/04/2018', 1),
('district', 'Thị xã', 'Thị ủy {name}', 'ThU', '0001-01-01', '2025-06-30', 'Hướng dẫn 36-HD/VPTW ngày 03/04/2018', 0),
('district', 'Thành phố', 'Thành ủy {name}', 'ThU', '0001-01-01', '2025-06-30', 'Hướng dẫn 36-HD/VPTW ngày 03/04/2018', 0),
('commune', 'Xã', 'Đảng ủy {unit}', 'ĐU', '0001-01-01', '9999-12-31', 'Hướng dẫn 36-HD/VPTW ngày 03/04/2018', 1),
('commune', 'Phường', 'Đảng ủy {unit}', 'ĐU', '0001-01-01', '9999-12-31', 'Hướng dẫn 36-HD/VPTW ngày 03/04/2018', 1),
('commune', 'Thị trấn', 'Đảng ủy {unit}', 'ĐU', '0001-01-01', '2025-06-30', 'Hướng dẫn 36-HD/VPTW ngày 03/04/2018', 1),
('commune', 'Đặc khu', 'Đảng ủy {unit}', 'ĐU', '2025-07-01', '9999-12-31', 'Nghị quyết về sắp xếp đơn vị hành chính cấp xã năm 2025', 0);

-- Bodies that issue reports. form: party or state; the form follows from the body and is never chosen by a person.
-- superior, name: letterhead, lines separated by |, printed in capitals. {committee}, {parent_committee} as above;
-- {cs} the committee's symbol. recipients: lines separated by |.
CREATE TABLE report_body (
    id KHEO_ID,
    code TEXT NOT NULL,
    level TEXT NOT NULL,
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    superior TEXT NOT NULL,
    name TEXT NOT NULL,
    full_name TEXT NOT NULL,
    symbol TEXT NOT NULL,
    authority TEXT NOT NULL,
    signer TEXT NOT NULL,
    recipients TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    UNIQUE (code, level, valid_from)
);

INSERT INTO report_body (code, level, form, title, superior, name, full_name, symbol, authority, signer, recipients, valid_from, valid_to, legal_basis, verified) VALUES
('mobilisation_board', 'country', 'party', 'Ban Dân vận', 'Ban Chấp hành Trung ương', 'Ban Dân vận', 'Ban Dân vận Trung ương', 'BC/BDVTW', '', 'Trưởng Ban', 'Ban Bí thư (báo cáo)|Lưu Văn phòng Ban', '0001-01-01', '2025-02-02', 'Quyết định 23-QĐ/TW ngày 30/07/2021', 1),
('propaganda_mobilisation_board', 'country', 'party', 'Ban Tuyên giáo và Dân vận', 'Ban Chấp hành Trung ương', 'Ban Tuyên giáo và Dân vận', 'Ban Tuyên giáo và Dân vận Trung ương', 'BC/BTGDVTW', '', 'Trưởng Ban', 'Ban Bí thư (báo cáo)|Lưu Văn phòng Ban', '2025-02-03', '9999-12-31', 'Quyết định hợp nhất công bố ngày 03/02/2025', 1),
('mobilisation_board', 'province', 'party', 'Ban Dân vận', '{committee}', 'Ban Dân vận', 'Ban Dân vận {committee}', 'BC/BDV{cs}', '', 'Trưởng Ban', 'Ban Dân vận Trung ương (báo cáo)|Thường trực {committee} (báo cáo)|Lưu Văn phòng Ban', '0001-01-01', '2025-02-28', 'Quyết định 23-QĐ/TW ngày 30/07/2021', 1),
('propaganda_mobilisation_board', 'province', 'party', 'Ban Tuyên giáo và Dân vận', '{committee}', 'Ban Tuyên giáo và Dân vận', 'Ban Tuyên giáo và Dân vận {committee}', 'BC/BTGDV{cs}', '', 'Trưởng Ban', 'Ban Tuyên giáo và Dân vận Trung ương (báo cáo)|Thường trực {committee} (báo cáo)|Lưu Văn phòng Ban', '2025-03-01', '9999-12-31', 'Quyết định 983-QĐ/TU ngày 12/02/2025 của Tỉnh ủy Bắc Giang, hiệu lực 01/03/2025; ngày của tỉnh, thành phố khác cần xác nhận', 0),
('mobilisation_board', 'district', 'party', 'Ban Dân vận', '{committee}', 'Ban Dân vận', 'Ban Dân vận {committee}', 'BC/BDV{cs}', '', 'Trưởng Ban', 'Ban Dân vận {parent_committee} (báo cáo)|Thường trực {committee} (báo cáo)|Lưu Ban Dân vận', '0001-01-01', '2025-02-28', 'Quyết định 23-QĐ/TW ngày 30/07/2021', 1),
('propaganda_mobilisation_board', 'district', 'party', 'Ban Tuyên giáo và Dân vận', '{committee}', 'Ban Tuyên giáo và Dân vận', 'Ban Tuyên giáo và Dân vận {committee}', 'BC/BTGDV{cs}', '', 'Trưởng Ban', 'Ban Tuyên giáo và Dân vận {parent_committee} (báo cáo)|Thường trực {committee} (báo cáo)|Lưu Ban', '2025-03-01', '2025-06-30', 'Hợp nhất theo cấp tỉnh; cần xác nhận', 0),
('mobilisation_block', 'commune', 'party', 'Khối Dân vận', '{committee}', 'Khối Dân vận', 'Khối Dân vận {unit}', 'BC/DV', '', 'Trưởng Khối', 'Thường trực {committee} (báo cáo)|Lưu Khối Dân vận', '0001-01-01', '2025-06-30', 'Ký hiệu theo báo cáo của Khối Dân vận xã Vinh Hà (Thừa Thiên Huế)', 0),
('party_building_board', 'commune', 'party', 'Ban Xây dựng Đảng', '{committee}', 'Ban Xây dựng Đảng', 'Ban Xây dựng Đảng {committee}', 'BC/BXDĐ', '', 'Trưởng Ban', 'Ban Tuyên giáo và Dân vận {parent_committee} (báo cáo)|Thường trực {committee} (báo cáo)|Lưu Ban', '2025-07-01', '9999-12-31', 'Cơ quan tham mưu của đảng ủy cấp xã từ 01/07/2025; cần xác nhận', 0),
('peoples_committee', 'province', 'state', 'Ủy ban nhân dân', '', 'Ủy ban nhân dân|{unit}', 'Ủy ban nhân dân {unit}', 'BC-UBND', 'TM. Ủy ban nhân dân', 'Chủ tịch', 'Thường trực {committee} (báo cáo)|Lưu: VT', '0001-01-01', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('peoples_committee', 'district', 'state', 'Ủy ban nhân dân', '', 'Ủy ban nhân dân|{unit}', 'Ủy ban nhân dân {unit}', 'BC-UBND', 'TM. Ủy ban nhân dân', 'Chủ tịch', 'Thường trực {committee} (báo cáo)|Lưu: VT', '0001-01-01', '2025-06-30', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('peoples_committee', 'commune', 'state', 'Ủy ban nhân dân', '', 'Ủy ban nhân dân|{unit}', 'Ủy ban nhân dân {unit}', 'BC-UBND', 'TM. Ủy ban nhân dân', 'Chủ tịch', 'Thường trực {committee} (báo cáo)|Lưu: VT', '0001-01-01', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('fatherland_front', 'province', 'state', 'Mặt trận Tổ quốc', 'Ủy ban MTTQ Việt Nam|{unit}', 'Ban Thường trực', 'Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam {unit}', 'BC-MTTQ-BTT', 'TM. Ban Thường trực', 'Chủ tịch', 'Thường trực {committee} (báo cáo)|Lưu: VT', '0001-01-01', '9999-12-31', 'Thể thức như văn bản hành chính; cần xác nhận', 0),
('fatherland_front', 'district', 'state', 'Mặt trận Tổ quốc', 'Ủy ban MTTQ Việt Nam|{unit}', 'Ban Thường trực', 'Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam {unit}', 'BC-MTTQ-BTT', 'TM. Ban Thường trực', 'Chủ tịch', 'Thường trực {committee} (báo cáo)|Lưu: VT', '0001-01-01', '2025-06-30', 'Thể thức như văn bản hành chính; cần xác nhận', 0),
('fatherland_front', 'commune', 'state', 'Mặt trận Tổ quốc', 'Ủy ban MTTQ Việt Nam|{unit}', 'Ban Thường trực', 'Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam {unit}', 'BC-MTTQ-BTT', 'TM. Ban Thường trực', 'Chủ tịch', 'Thường trực {committee} (báo cáo)|Lưu: VT', '0001-01-01', '9999-12-31', 'Ký hiệu theo công văn 249/MTTQ-BTT (phường Thanh Khê, Đà Nẵng, 2026); cần xác nhận', 0);

-- Which of them runs the movement: in general (unit_id NULL) by level, or in one unit by decision of its committee.
CREATE TABLE report_standing_body (
    id KHEO_ID,
    unit_id BIGINT,
    level TEXT NOT NULL,
    body TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    request_key TEXT UNIQUE
);
CREATE INDEX report_standing_body_unit ON report_standing_body (unit_id);

INSERT INTO report_standing_body (unit_id, level, body, valid_from, valid_to, legal_basis, verified) VALUES
(NULL, 'country', 'mobilisation_board', '0001-01-01', '2025-02-02', 'Quyết định 23-QĐ/TW ngày 30/07/2021', 1),
(NULL, 'country', 'propaganda_mobilisation_board', '2025-02-03', '9999-12-31', 'Quyết định hợp nhất công bố ngày 03/02/2025', 1),
(NULL, 'province', 'mobilisation_board', '0001-01-01', '2025-02-28', 'Quyết định 23-QĐ/TW ngày 30/07/2021', 1),
(NULL, 'province', 'propaganda_mobilisation_board', '2025-03-01', '9999-12-31', 'Quyết định 983-QĐ/TU ngày 12/02/2025 của Tỉnh ủy Bắc Giang; nơi khác cần xác nhận', 0),
(NULL, 'district', 'mobilisation_board', '0001-01-01', '2025-02-28', 'Quyết định 23-QĐ/TW ngày 30/07/2021', 1),
(NULL, 'district', 'propaganda_mobilisation_board', '2025-03-01', '2025-06-30', 'Hợp nhất theo cấp tỉnh; cần xác nhận', 0),
(NULL, 'commune', 'mobilisation_block', '0001-01-01', '2025-06-30', 'Quyết định 23-QĐ/TW ngày 30/07/2021', 0),
(NULL, 'commune', 'party_building_board', '2025-07-01', '9999-12-31', 'Cơ quan tham mưu của đảng ủy cấp xã từ 01/07/2025; cần xác nhận', 0);

-- What the form of a document asks, in millimetres or points; the shipped templates are tested against these rows.
CREATE TABLE report_form_rule (
    id KHEO_ID,
    form TEXT NOT NULL,
    item TEXT NOT NULL,
    minimum INTEGER NOT NULL,
    maximum INTEGER NOT NULL,
    unit TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    UNIQUE (form, item, valid_from)
);

INSERT INTO report_form_rule (form, item, minimum, maximum, unit, valid_from, valid_to, legal_basis, verified) VALUES
('state', 'page_width', 210, 210, 'mm', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('state', 'page_height', 297, 297, 'mm', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('state', 'margin_top', 20, 25, 'mm', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('state', 'margin_bottom', 20, 25, 'mm', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('state', 'margin_left', 30, 35, 'mm', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('state', 'margin_right', 15, 20, 'mm', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('state', 'Motto1', 12, 13, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('state', 'Motto2', 13, 14, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('state', 'SuperiorBody', 12, 13, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'IssuingBody', 12, 13, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'Number', 13, 13, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'PlaceDate', 13, 14, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'Title', 13, 14, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'Subtitle', 13, 14, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'Body', 13, 14, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'Signature', 13, 14, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'RecipientsLabel', 12, 12, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'Recipients', 11, 11, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 0),
('state', 'Header', 13, 14, 'pt', '2020-03-05', '9999-12-31', 'Nghị định 30/2020/NĐ-CP, Phụ lục I', 1),
('party', 'page_width', 210, 210, 'mm', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'page_height', 297, 297, 'mm', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'margin_top', 20, 20, 'mm', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'margin_bottom', 20, 20, 'mm', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'margin_left', 30, 30, 'mm', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'margin_right', 15, 15, 'mm', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'Motto1', 15, 15, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'SuperiorBody', 14, 14, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'IssuingBody', 14, 14, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'Number', 14, 14, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'PlaceDate', 14, 14, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'Title', 15, 16, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'Subtitle', 14, 15, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'Body', 14, 15, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 1),
('party', 'RecipientsLabel', 14, 14, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 0),
('party', 'Recipients', 12, 12, 'pt', '2018-04-03', '9999-12-31', 'Hướng dẫn 36-HD/VPTW', 0);
