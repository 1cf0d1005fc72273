-- SPDX-License-Identifier: Apache-2.0
-- Deadlines made in autumn reach into a year whose notice of holidays is not out yet. What the Labour Code (45/2019/QH14, art. 111.3 and 112.1)
-- leads one to expect stands in the calendar as expected until the notice is entered; such a day counts as off and is said to be expected.
-- First day of the lunar year: 06/02/2027; 10/3 of the lunar calendar: 16/04/2027. Which day beside 02/09 is off, the notice says.
ALTER TABLE calendar_day ADD COLUMN expected INTEGER NOT NULL DEFAULT 0;  -- 1: the notice of the year is not out yet

-- A system that has entered days of 2027 already has its notice.
INSERT INTO calendar_day (day, working, name, legal_basis, verified, expected)
SELECT holiday.day, 0, holiday.name, 'Bộ luật Lao động 45/2019/QH14, ' || holiday.article || ' (chưa có thông báo nghỉ lễ, Tết năm 2027)', 0, 1
FROM (
    SELECT '2027-01-01' AS day, 'Tết Dương lịch' AS name, 'Điều 112 khoản 1' AS article
    UNION ALL SELECT '2027-02-05', 'Tết Nguyên đán', 'Điều 112 khoản 1'
    UNION ALL SELECT '2027-02-06', 'Tết Nguyên đán', 'Điều 112 khoản 1'
    UNION ALL SELECT '2027-02-07', 'Tết Nguyên đán', 'Điều 112 khoản 1'
    UNION ALL SELECT '2027-02-08', 'Tết Nguyên đán', 'Điều 112 khoản 1'
    UNION ALL SELECT '2027-02-09', 'Tết Nguyên đán', 'Điều 112 khoản 1'
    UNION ALL SELECT '2027-02-10', 'Nghỉ bù Tết Nguyên đán', 'Điều 111 khoản 3'
    UNION ALL SELECT '2027-02-11', 'Nghỉ bù Tết Nguyên đán', 'Điều 111 khoản 3'
    UNION ALL SELECT '2027-04-16', 'Giỗ Tổ Hùng Vương', 'Điều 112 khoản 1'
    UNION ALL SELECT '2027-04-30', 'Ngày Chiến thắng', 'Điều 112 khoản 1'
    UNION ALL SELECT '2027-05-01', 'Ngày Quốc tế lao động', 'Điều 112 khoản 1'
    UNION ALL SELECT '2027-05-03', 'Nghỉ bù Ngày Quốc tế lao động', 'Điều 111 khoản 3'
    UNION ALL SELECT '2027-09-02', 'Quốc khánh', 'Điều 112 khoản 1'
    UNION ALL SELECT '2027-09-03', 'Quốc khánh', 'Điều 112 khoản 1'
) AS holiday
WHERE NOT EXISTS (SELECT 1 FROM calendar_day WHERE day BETWEEN '2027-01-01' AND '2027-12-31');
