-- SPDX-License-Identifier: Apache-2.0
-- What is maintained is examined for its effect, not as a new plan: asked_of says of whom an item is asked (all, new, maintained).
ALTER TABLE examination_item ADD COLUMN asked_of TEXT NOT NULL DEFAULT 'all';
UPDATE examination_item SET asked_of = 'new' WHERE code IN ('needed', 'measurable', 'voluntary', 'assigned');
INSERT INTO examination_item (code, position, label, basis, verified, valid_from, valid_to, asked_of) VALUES
('kept', 11, 'Kết quả năm trước còn giữ được', 'Đề xuất của phần mềm, chưa đối chiếu văn bản', 0, '0001-01-01', '9999-12-31', 'maintained'),
('joined', 12, 'Người dân còn tham gia, có người phụ trách', 'Đề xuất của phần mềm, chưa đối chiếu văn bản', 0, '0001-01-01', '9999-12-31', 'maintained'),
('useful', 13, 'Còn cần cho địa bàn; nói rõ năm nay làm thêm gì', 'Đề xuất của phần mềm, chưa đối chiếu văn bản', 0, '0001-01-01', '9999-12-31', 'maintained');
