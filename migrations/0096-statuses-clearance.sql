-- SPDX-License-Identifier: Apache-2.0
-- Dated statuses of units with their decisions, and site-clearance campaigns as counts per stretch: no household, address,
-- visit list or reason is stored anywhere.

CREATE TABLE unit_status_code (
    id KHEO_ID,
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    levels TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    UNIQUE (code, valid_from)
);
INSERT INTO unit_status_code (code, position, name, levels, valid_from, valid_to, legal_basis, verified) VALUES
('new_rural', 1, 'Xã đạt chuẩn nông thôn mới', 'commune', '2010-06-04', '9999-12-31', 'Chương trình mục tiêu quốc gia xây dựng nông thôn mới; tiêu chí theo giai đoạn cần xác nhận', 0),
('new_rural_advanced', 2, 'Xã đạt chuẩn nông thôn mới nâng cao', 'commune', '2016-01-01', '9999-12-31', 'Chương trình mục tiêu quốc gia xây dựng nông thôn mới; tiêu chí theo giai đoạn cần xác nhận', 0),
('new_rural_model', 3, 'Xã đạt chuẩn nông thôn mới kiểu mẫu', 'commune', '2018-01-01', '9999-12-31', 'Chương trình mục tiêu quốc gia xây dựng nông thôn mới; tiêu chí theo giai đoạn cần xác nhận', 0),
('civilised_urban', 4, 'Phường, thị trấn đạt chuẩn đô thị văn minh', 'commune', '2013-01-01', '9999-12-31', 'Quy định công nhận đô thị văn minh; văn bản hiện hành cần xác nhận', 0),
('new_rural_model_hamlet', 5, 'Thôn nông thôn mới kiểu mẫu', 'hamlet', '2018-01-01', '9999-12-31', 'Quy định của tỉnh; cần xác nhận', 0),
('cultural_hamlet', 6, 'Thôn, tổ dân phố văn hóa', 'hamlet', '2000-01-01', '9999-12-31', 'Quy định về danh hiệu Thôn, tổ dân phố văn hóa; văn bản hiện hành cần xác nhận', 0);

CREATE TABLE unit_status (
    id KHEO_ID,
    unit_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    document_number TEXT NOT NULL,
    document_day TEXT NOT NULL,
    document_issuer TEXT NOT NULL,
    request_key TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    created_by BIGINT
);
CREATE INDEX unit_status_by_unit ON unit_status (unit_id);

CREATE TABLE clearance_campaign (
    id KHEO_ID,
    unit_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    document_number TEXT NOT NULL,
    document_day TEXT NOT NULL,
    document_issuer TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    request_key TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    created_by BIGINT
);
CREATE INDEX clearance_campaign_by_unit ON clearance_campaign (unit_id);

CREATE TABLE clearance_stretch (
    id KHEO_ID,
    campaign_id BIGINT NOT NULL REFERENCES clearance_campaign (id),
    name TEXT NOT NULL,
    to_move BIGINT NOT NULL,
    agreed BIGINT NOT NULL,
    handed_over BIGINT NOT NULL,
    counted_on TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by BIGINT,
    UNIQUE (campaign_id, name)
);
