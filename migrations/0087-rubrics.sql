-- SPDX-License-Identifier: Apache-2.0
-- Rubrics (thang điểm): by which criteria the results of an initiative are scored, for whom, in which unit, from which day.
-- Points are whole numbers of tenths of a point. unit_id is an identity of territory.

-- One version. unit_id NULL: for every unit that has none of its own. manner: points, or standards that are met or not (one
-- point each). state: draft (may change), in_force (never changes but for its last day), template (only to copy from).
-- verified 0: a proposal of the program that no document confirms. entry_id, salt: the ledger entry that committed to it.
CREATE TABLE rubric (
    id KHEO_ID,
    unit_id BIGINT,
    subject TEXT NOT NULL CHECK (subject IN ('collective', 'individual')),
    manner TEXT NOT NULL CHECK (manner IN ('points', 'standards')),
    name TEXT NOT NULL,
    scale INTEGER NOT NULL,
    step INTEGER NOT NULL,
    commune_from INTEGER NOT NULL,
    province_from INTEGER NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'in_force', 'template')),
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by BIGINT,
    request_key TEXT UNIQUE,
    entry_id BIGINT,
    salt KHEO_BLOB
);
CREATE INDEX rubric_by_unit ON rubric (unit_id, subject, valid_from);

-- is_result: the criterion that decides between equal totals.
CREATE TABLE rubric_criterion (
    id KHEO_ID,
    rubric_id BIGINT NOT NULL REFERENCES rubric (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    explanation TEXT NOT NULL,
    evidence TEXT NOT NULL,
    most INTEGER NOT NULL,
    is_result INTEGER NOT NULL,
    UNIQUE (rubric_id, position)
);

-- The lowest total of each grade, best grade first; what reaches none of them fails.
CREATE TABLE rubric_grade (
    rubric_id BIGINT NOT NULL REFERENCES rubric (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    least INTEGER NOT NULL,
    PRIMARY KEY (rubric_id, position)
);

-- Numbers of the rules of scoring, each with its days and its document. A round of scoring keeps those it was opened under.
CREATE TABLE scoring_parameter (
    code TEXT NOT NULL,
    value INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL,
    PRIMARY KEY (code, valid_from)
);

INSERT INTO scoring_parameter (code, value, valid_from, valid_to, legal_basis, verified) VALUES
('required_sheets', 2, '0001-01-01', '9999-12-31', 'Đề xuất của phần mềm, chưa có văn bản', 0),
('spread_percent', 15, '0001-01-01', '9999-12-31', 'Đề xuất của phần mềm, chưa có văn bản', 0),
('criterion_spread_percent', 40, '0001-01-01', '9999-12-31', 'Đề xuất của phần mềm, chưa có văn bản', 0),
('survey_least_answers', 10, '0001-01-01', '9999-12-31', 'Đề xuất của phần mềm: dưới 10 phiếu có thể đoán được ai trả lời', 0);

INSERT INTO rubric (unit_id, subject, manner, name, scale, step, commune_from, province_from, legal_basis, verified, state, valid_from, valid_to, row_version, created_at) VALUES
(NULL, 'collective', 'points', 'Thang điểm mô hình của tập thể', 1000, 5, 500, 700,
 'Đề xuất của phần mềm, chưa có văn bản; đơn vị xác nhận hoặc ban hành thang điểm riêng', 0, 'in_force', '0001-01-01', '9999-12-31', 1, 0),
(NULL, 'individual', 'points', 'Thang điểm mô hình, điển hình của cá nhân', 1000, 5, 500, 700,
 'Đề xuất của phần mềm theo 5 tiêu chuẩn cá nhân của thành phố Đà Lạt năm 2017; điểm từng tiêu chí chưa có văn bản', 0, 'in_force', '0001-01-01', '9999-12-31', 1, 0),
(NULL, 'collective', 'standards', '5 tiêu chuẩn tập thể (Đà Lạt, 2017)', 50, 10, 50, 50,
 'Thành phố Đà Lạt, năm 2017, theo báo chí; cần đối chiếu văn bản gốc', 0, 'template', '0001-01-01', '9999-12-31', 1, 0),
(NULL, 'individual', 'standards', '5 tiêu chuẩn cá nhân (Đà Lạt, 2017)', 50, 10, 50, 50,
 'Thành phố Đà Lạt, năm 2017, theo báo chí; cần đối chiếu văn bản gốc', 0, 'template', '0001-01-01', '9999-12-31', 1, 0);

INSERT INTO rubric_criterion (rubric_id, position, name, explanation, evidence, most, is_result)
SELECT r.id, c.position, c.name, c.explanation, c.evidence, c.most, c.is_result FROM rubric r, (
SELECT 1 AS position, 'Vấn đề và đăng ký' AS name, 'Nêu đúng một vấn đề của địa bàn, lý do chọn; đăng ký đúng hạn, đủ nội dung.' AS explanation, 'Phiếu đăng ký; số liệu thực trạng trước khi làm' AS evidence, 100 AS most, 0 AS is_result
UNION ALL SELECT 2, 'Lãnh đạo và kế hoạch', 'Cấp ủy, chính quyền chỉ đạo; kế hoạch có việc, người, thời hạn; phân công rõ.', 'Kế hoạch, văn bản chỉ đạo, bảng phân công', 150, 0
UNION ALL SELECT 3, 'Cách làm “khéo”, sáng tạo', 'Cách vận động phù hợp, có điểm mới; tiết kiệm thời gian, kinh phí; hài hòa lợi ích tập thể, cá nhân và xã hội.', 'Mô tả cách làm; ý kiến của người tham gia', 200, 0
UNION ALL SELECT 4, 'Sự tham gia của Nhân dân', 'Nhiều lực lượng cùng làm; người dân được biết, được bàn, tự nguyện đóng góp, giám sát.', 'Biên bản họp dân; số hộ, số người, ngày công, nguồn lực đóng góp', 200, 0
UNION ALL SELECT 5, 'Kết quả đo đếm được', 'Đạt mục tiêu đã đăng ký; kết quả có số liệu, kiểm tra được; giải quyết việc bức xúc, việc cấp bách.', 'Số liệu trước và sau; biên bản kiểm tra; ảnh', 200, 1
UNION ALL SELECT 6, 'Duy trì và nhân rộng', 'Có người, có cách duy trì sau khi kết thúc; nơi khác học theo được.', 'Quy ước, phân công duy trì; nơi đã học theo', 150, 0) c
WHERE r.subject = 'collective' AND r.manner = 'points';

INSERT INTO rubric_criterion (rubric_id, position, name, explanation, evidence, most, is_result)
SELECT r.id, c.position, c.name, c.explanation, c.evidence, CASE WHEN r.manner = 'points' THEN 200 ELSE 10 END, CASE WHEN r.manner = 'points' THEN c.is_result ELSE 0 END FROM rubric r, (
SELECT 1 AS position, 'Gương mẫu' AS name, 'Bản thân và gia đình gương mẫu.' AS explanation, 'Nhận xét của chi bộ, tổ dân phố, thôn' AS evidence, 0 AS is_result
UNION ALL SELECT 2, 'Tham mưu, sáng kiến', 'Tham mưu tốt, có ý kiến hay được áp dụng.', 'Văn bản tham mưu, sáng kiến được ghi nhận', 0
UNION ALL SELECT 3, 'Giải pháp cho việc bức xúc kéo dài', 'Đề xuất được giải pháp cho những bức xúc kéo dài của người dân.', 'Vụ việc đã giải quyết, xác nhận của nơi có việc', 0
UNION ALL SELECT 4, 'Tận tụy phục vụ', 'Tận tụy phục vụ Nhân dân, được Nhân dân tin.', 'Ý kiến của người dân; phiếu khảo sát', 0
UNION ALL SELECT 5, 'Hoàn thành tốt nhiệm vụ', 'Gia đình đạt “Gia đình văn hóa” hằng năm; hoàn thành tốt nhiệm vụ.', 'Giấy công nhận gia đình văn hóa; kết quả đánh giá năm', 1) c
WHERE r.subject = 'individual';

INSERT INTO rubric_criterion (rubric_id, position, name, explanation, evidence, most, is_result)
SELECT r.id, c.position, c.name, c.explanation, c.evidence, 10, 0 FROM rubric r, (
SELECT 1 AS position, 'Sáng tạo, tiết kiệm' AS name, 'Sáng tạo, tiết kiệm thời gian và chi phí.' AS explanation, 'Mô tả cách làm; chi phí trước và sau' AS evidence
UNION ALL SELECT 2, 'Người dân tự nguyện chấp hành', 'Lãnh đạo, vận động để người dân tự nguyện chấp hành pháp luật.', 'Số liệu trước và sau'
UNION ALL SELECT 3, 'Huy động nhiều lực lượng', 'Huy động được nhiều lực lượng cùng tham gia.', 'Danh sách lực lượng, số người, ngày công'
UNION ALL SELECT 4, 'Hài hòa lợi ích', 'Hài hòa lợi ích tập thể, cá nhân và xã hội.', 'Biên bản họp dân'
UNION ALL SELECT 5, 'Bền vững', 'Kết quả bền vững.', 'Cách duy trì; thời gian đã duy trì') c
WHERE r.subject = 'collective' AND r.manner = 'standards';

INSERT INTO rubric_grade (rubric_id, position, name, least)
SELECT r.id, g.position, g.name, g.least FROM rubric r, (
SELECT 1 AS position, 'Xuất sắc' AS name, 900 AS least
UNION ALL SELECT 2, 'Tốt', 700
UNION ALL SELECT 3, 'Đạt', 500) g
WHERE r.manner = 'points';
INSERT INTO rubric_grade (rubric_id, position, name, least) SELECT id, 1, 'Đạt', 50 FROM rubric WHERE manner = 'standards';
