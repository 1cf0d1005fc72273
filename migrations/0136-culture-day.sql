-- SPDX-License-Identifier: Apache-2.0
-- 24/11, Ngày Văn hóa Việt Nam: a paid day off by resolution 80-NQ/TW of 07/01/2026, to be written into the Labour Code, art. 112.1, by
-- resolution 30/NQ-CP of 2026. The act of the National Assembly itself has not been compared: verified = 0, and whoever keeps the calendar
-- can take the day out. Counted as off meanwhile: a deadline a day late harms less than one that falls on a holiday.
INSERT INTO calendar_day (day, working, name, legal_basis, verified, expected)
SELECT '2026-11-24', 0, 'Ngày Văn hóa Việt Nam', 'Nghị quyết 80-NQ/TW ngày 07/01/2026; Nghị quyết 30/NQ-CP năm 2026', 0, 0
WHERE NOT EXISTS (SELECT 1 FROM calendar_day WHERE day = '2026-11-24');

-- Of 2027 only while its other days are expected too; a notice that has been entered says everything.
INSERT INTO calendar_day (day, working, name, legal_basis, verified, expected)
SELECT '2027-11-24', 0, 'Ngày Văn hóa Việt Nam', 'Nghị quyết 80-NQ/TW ngày 07/01/2026 (chưa có thông báo nghỉ lễ, Tết năm 2027)', 0, 1
WHERE NOT EXISTS (SELECT 1 FROM calendar_day WHERE day = '2027-11-24')
  AND NOT EXISTS (SELECT 1 FROM calendar_day WHERE day BETWEEN '2027-01-01' AND '2027-12-31' AND expected = 0);
