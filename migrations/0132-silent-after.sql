-- SPDX-License-Identifier: Apache-2.0
-- After how many days without a word an initiative counts as silent. The register is renewed every campaign year, so a year is one renewal
-- missed; no letter or plan names a term.
INSERT INTO replication_parameter (name, value, valid_from, valid_to, legal_basis, verified) VALUES
('silent_after_days', 365, '0001-01-01', '9999-12-31', 'kheo: sổ đăng ký làm lại mỗi năm; số ngày cần xác nhận', 0);
