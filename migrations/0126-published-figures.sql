-- SPDX-License-Identifier: Apache-2.0
-- Indicators: how a figure is defined from a day on. measure: which figure of statistics follows the definition (statistics.hpp);
-- measured_in and published_words: which published figures are put beside it (all the words must stand in their name, folded).
CREATE TABLE indicator (
    id KHEO_ID,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    basis TEXT NOT NULL,                 -- what counts: new, maintained, all
    levels TEXT NOT NULL,
    de_duplication TEXT NOT NULL,
    cut_off TEXT NOT NULL,
    measure TEXT NOT NULL,
    measured_in TEXT NOT NULL,
    published_words TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    UNIQUE (code, valid_from)
);
INSERT INTO indicator (code, name, definition, basis, levels, de_duplication, cut_off, measure, measured_in, published_words,
                       valid_from, valid_to, legal_basis) VALUES
('registered_practices', 'Mô hình “Dân vận khéo” đăng ký',
 'Số mô hình có ít nhất một lần đăng ký trong kỳ', 'cả đăng ký mới và duy trì', 'mọi cấp, từ thôn, tổ dân phố đến tỉnh, thành phố',
 'mỗi mô hình đếm một lần', 'ngày đăng ký nằm trong kỳ', 'practices', 'mô hình', 'mo hinh dang ky',
 '2009-01-01', '9999-12-31', 'Cách tính của hệ thống; chưa có văn bản quy định'),
('registered_exemplars', 'Điển hình “Dân vận khéo” đăng ký',
 'Số điển hình có ít nhất một lần đăng ký trong kỳ', 'cả đăng ký mới và duy trì', 'mọi cấp, từ thôn, tổ dân phố đến tỉnh, thành phố',
 'mỗi điển hình đếm một lần', 'ngày đăng ký nằm trong kỳ', 'exemplars', 'điển hình', 'dien hinh dang ky',
 '2009-01-01', '9999-12-31', 'Cách tính của hệ thống; chưa có văn bản quy định'),
('registered_initiatives', 'Mô hình, điển hình “Dân vận khéo” đăng ký',
 'Số mô hình và điển hình có ít nhất một lần đăng ký trong kỳ', 'cả đăng ký mới và duy trì',
 'mọi cấp, từ thôn, tổ dân phố đến tỉnh, thành phố',
 'mỗi mô hình, điển hình đếm một lần', 'ngày đăng ký nằm trong kỳ', 'initiatives', 'mô hình, điển hình', 'dang ky',
 '2009-01-01', '9999-12-31', 'Cách tính của hệ thống; chưa có văn bản quy định');

-- Figures that somebody else published, as they stood there. value_thousandths: 81,5 is 81500; NULL when the text is no one number ("22/56").
CREATE TABLE published_figure (
    id KHEO_ID,
    reference TEXT NOT NULL UNIQUE,      -- its name in the list it came with
    indicator TEXT NOT NULL,
    area TEXT NOT NULL,
    period TEXT NOT NULL,
    period_note TEXT NOT NULL,
    written TEXT NOT NULL,
    value_thousandths BIGINT,
    measured_in TEXT NOT NULL,
    comparison TEXT NOT NULL,            -- the change that the source states
    check_note TEXT NOT NULL,            -- what whoever recorded it remarked
    source TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
