-- SPDX-License-Identifier: Apache-2.0
-- A question on a dossier is somebody's work until it is answered: whose side said it, what it waits for and by when. The deadline keeps
-- the term it was made under. What was asked before has no term; an unanswered question waits all the same.
ALTER TABLE cycle_remark ADD COLUMN side TEXT CHECK (side IN ('owner', 'judge'));         -- who spoke; NULL where nobody knows any more
ALTER TABLE cycle_remark ADD COLUMN awaits TEXT CHECK (awaits IN ('answer', 'reading'));  -- of the other side; NULL: nothing
ALTER TABLE cycle_remark ADD COLUMN due_on TEXT;
ALTER TABLE cycle_remark ADD COLUMN due_why TEXT NOT NULL DEFAULT '';
UPDATE cycle_remark SET side = CASE WHEN EXISTS (SELECT 1 FROM initiative_cycle c WHERE c.id = cycle_remark.cycle_id AND
    cycle_remark.written_by IN (c.created_by, c.submitted_by)) THEN 'owner' ELSE 'judge' END WHERE written_by IS NOT NULL;
UPDATE cycle_remark SET awaits = 'answer' WHERE answers_id IS NULL AND side IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM cycle_remark a WHERE a.answers_id = cycle_remark.id);
INSERT INTO process_term (process, state, days, working_days, basis, verified, valid_from, valid_to) VALUES
('initiative', 'question', 5, 1, 'thời hạn trả lời câu hỏi do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31'),
('initiative', 'answer', 3, 1, 'thời hạn xem câu trả lời do phần mềm đề xuất', 0, '0001-01-01', '9999-12-31');
