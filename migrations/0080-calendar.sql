-- SPDX-License-Identifier: Apache-2.0
-- Days that are not what their weekday says: holidays, their compensation days, days swapped by the yearly notice (Labour Code 45/2019/QH14,
-- art. 111-112). verified = 0 marks a row that nobody has compared with the original notice yet.
CREATE TABLE calendar_day (
    day TEXT PRIMARY KEY,                -- YYYY-MM-DD
    working INTEGER NOT NULL,            -- 1: a Saturday or Sunday that is worked
    name TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    verified INTEGER NOT NULL
);

INSERT INTO calendar_day (day, working, name, legal_basis, verified) VALUES
('2024-01-01', 0, 'Tết Dương lịch', 'Bộ luật Lao động 2019, Điều 112', 0),
('2024-02-08', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2024', 0),
('2024-02-09', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2024', 0),
('2024-02-12', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2024', 0),
('2024-02-13', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2024', 0),
('2024-02-14', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2024', 0),
('2024-04-18', 0, 'Giỗ Tổ Hùng Vương', 'Bộ luật Lao động 2019, Điều 112', 0),
('2024-04-29', 0, 'Nghỉ hoán đổi với ngày 04/05', 'Thông báo hoán đổi ngày làm việc năm 2024', 0),
('2024-04-30', 0, 'Ngày Chiến thắng', 'Bộ luật Lao động 2019, Điều 112', 0),
('2024-05-01', 0, 'Ngày Quốc tế lao động', 'Bộ luật Lao động 2019, Điều 112', 0),
('2024-05-04', 1, 'Làm bù cho ngày 29/04', 'Thông báo hoán đổi ngày làm việc năm 2024', 0),
('2024-09-02', 0, 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112', 0),
('2024-09-03', 0, 'Quốc khánh', 'Thông báo nghỉ lễ, Tết năm 2024', 0),
('2025-01-01', 0, 'Tết Dương lịch', 'Bộ luật Lao động 2019, Điều 112', 0),
('2025-01-27', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2025', 0),
('2025-01-28', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2025', 0),
('2025-01-29', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2025', 0),
('2025-01-30', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2025', 0),
('2025-01-31', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2025', 0),
('2025-04-07', 0, 'Giỗ Tổ Hùng Vương', 'Bộ luật Lao động 2019, Điều 112', 0),
('2025-04-26', 1, 'Làm bù cho ngày 02/05', 'Thông báo hoán đổi ngày làm việc năm 2025', 0),
('2025-04-30', 0, 'Ngày Chiến thắng', 'Bộ luật Lao động 2019, Điều 112', 0),
('2025-05-01', 0, 'Ngày Quốc tế lao động', 'Bộ luật Lao động 2019, Điều 112', 0),
('2025-05-02', 0, 'Nghỉ hoán đổi với ngày 26/04', 'Thông báo hoán đổi ngày làm việc năm 2025', 0),
('2025-09-01', 0, 'Quốc khánh', 'Thông báo nghỉ lễ, Tết năm 2025', 0),
('2025-09-02', 0, 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112', 0),
('2026-01-01', 0, 'Tết Dương lịch', 'Bộ luật Lao động 2019, Điều 112', 0),
('2026-01-02', 0, 'Nghỉ hoán đổi với ngày 10/01', 'Thông báo hoán đổi ngày làm việc năm 2026', 0),
('2026-01-10', 1, 'Làm bù cho ngày 02/01', 'Thông báo hoán đổi ngày làm việc năm 2026', 0),
('2026-02-16', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2026', 0),
('2026-02-17', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2026', 0),
('2026-02-18', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2026', 0),
('2026-02-19', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2026', 0),
('2026-02-20', 0, 'Tết Nguyên đán', 'Thông báo nghỉ lễ, Tết năm 2026', 0),
('2026-04-26', 0, 'Giỗ Tổ Hùng Vương', 'Bộ luật Lao động 2019, Điều 112', 0),
('2026-04-27', 0, 'Nghỉ bù Giỗ Tổ Hùng Vương', 'Bộ luật Lao động 2019, Điều 111', 0),
('2026-04-30', 0, 'Ngày Chiến thắng', 'Bộ luật Lao động 2019, Điều 112', 0),
('2026-05-01', 0, 'Ngày Quốc tế lao động', 'Bộ luật Lao động 2019, Điều 112', 0),
('2026-08-22', 1, 'Làm bù cho ngày 31/08', 'Thông báo hoán đổi ngày làm việc năm 2026', 0),
('2026-08-31', 0, 'Nghỉ hoán đổi với ngày 22/08', 'Thông báo hoán đổi ngày làm việc năm 2026', 0),
('2026-09-01', 0, 'Quốc khánh', 'Thông báo nghỉ lễ, Tết năm 2026', 0),
('2026-09-02', 0, 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112', 0);
