// SPDX-License-Identifier: Apache-2.0
// The words household.cpp looks for. Compared with their tones when the text has diacritics ("họ" is no
// "hộ"), folded when it has none. Lists of the language, not of law: nothing here is dated.
#pragma once

#include <array>
#include <string_view>

namespace kheo::household {

inline constexpr std::array kHouse{"hộ", "nhà", "gia đình", "gđ"};

// "ủng hộ", "giám hộ": here it is no household.
inline constexpr std::array kNoHouse{"ủng", "bảo", "phù", "cứu", "giám", "tòa"};

// Stand between the house and who lives in it: "hộ cận nghèo bà …". Longer ones first.
inline constexpr std::array kSorts{"bà mẹ việt nam anh hùng",
                                   "mẹ việt nam anh hùng",
                                   "có công với cách mạng",
                                   "có hoàn cảnh khó khăn",
                                   "đặc biệt khó khăn",
                                   "dân tộc thiểu số",
                                   "sản xuất kinh doanh",
                                   "bị thu hồi đất",
                                   "hai vợ chồng",
                                   "đại đoàn kết",
                                   "hoàn cảnh khó khăn",
                                   "người có công",
                                   "bị ảnh hưởng",
                                   "bị thiên tai",
                                   "cận nghèo",
                                   "thoát nghèo",
                                   "mới thoát",
                                   "chính sách",
                                   "có công",
                                   "khó khăn",
                                   "neo đơn",
                                   "đơn thân",
                                   "cô đơn",
                                   "độc thân",
                                   "thương binh",
                                   "bệnh binh",
                                   "liệt sĩ",
                                   "liệt sỹ",
                                   "anh hùng",
                                   "già yếu",
                                   "cao tuổi",
                                   "khuyết tật",
                                   "mồ côi",
                                   "dân tộc",
                                   "đồng bào",
                                   "kinh doanh",
                                   "sản xuất",
                                   "tiểu thương",
                                   "tiêu biểu",
                                   "gương mẫu",
                                   "đảng viên",
                                   "cán bộ",
                                   "hội viên",
                                   "đoàn viên",
                                   "giáo dân",
                                   "công giáo",
                                   "tình nghĩa",
                                   "tình thương",
                                   "thuộc diện",
                                   "vợ chồng",
                                   "liền kề",
                                   "dột nát",
                                   "văn hóa",
                                   "nghèo",
                                   "người",
                                   "già",
                                   "mới",
                                   "cũ",
                                   "dân",
                                   "riêng",
                                   "trọ",
                                   "tạm",
                                   "diện",
                                   "khẩu",
                                   "tên",
                                   "là",
                                   "của"};
// "nhà văn hóa Trần Phú" is a hall.
inline constexpr std::array kSortsNotOfNha{"văn hóa"};

inline constexpr std::array kTitles{"ông", "bà", "anh", "chị",  "bác",      "cụ", "mệ",
                                    "chú", "cô", "em",  "dì",   "cậu",      "mợ", "thầy",
                                    "o",   "ôn", "mẹ",  "cháu", "đồng chí", "đ/c"};
// Without diacritics these are other words too ("co": có; "o": ở; "di": di dời).
inline constexpr std::array kUncertain{"chú", "cô", "em", "dì",   "cậu", "mợ",      "thầy",
                                       "o",   "ôn", "mẹ", "cháu", "mệ",  "đồng chí"};
// After a title and in small letters: "bà con", "anh hùng", "chú ý", "cô giáo" are nobody in particular.
inline constexpr std::array kNobody{"con",   "em",   "bà",   "chị",   "cháu", "mẹ",   "anh",  "xã",   "nào",
                                    "hàng",  "hùng", "ý",    "trọng", "sĩ",   "sỹ",   "già",  "giáo", "thuốc",
                                    "bé",    "đơn",  "nội",  "ngoại", "cha",  "ấy",   "này",  "kia",  "và",
                                    "nhỏ",   "trẻ",  "họ",   "dâu",   "rể",   "ruột", "nuôi", "khác", "học",
                                    "ngoan", "việt", "liệt", "hưởng", "hay",  "thể",  "mồ",   "sinh"};

// Names of families that say enough alone.
inline constexpr std::array kFamilies{"nguyễn", "trần",  "lê",    "phạm", "hoàng", "huỳnh", "phan",   "vũ",
                                      "võ",     "đặng",  "bùi",   "đỗ",   "hồ",    "ngô",   "dương",  "lý",
                                      "đào",    "đinh",  "trịnh", "mai",  "tạ",    "lương", "quách",  "vương",
                                      "trương", "phùng", "triệu", "đàm",  "giàng", "khuất", "nghiêm", "doãn"};
// Others of all peoples; many are also other words, so a second word of a name has to follow.
inline constexpr std::array kRareFamilies{
    "cao",    "hà",    "lâm",   "tô",    "châu", "đoàn",  "thái",   "chu",   "tăng",  "tống",  "kiều",
    "khổng",  "lưu",   "lã",    "la",    "từ",   "kim",   "giang",  "ông",   "ninh",  "đồng",  "đới",
    "thân",   "tôn",   "tiêu",  "âu",    "bạch", "biện",  "chử",    "diệp",  "dư",    "đậu",   "đường",
    "giáp",   "hàn",   "hạ",    "hứa",   "hình", "khúc",  "khương", "kha",   "lai",   "lục",   "mạc",
    "mạch",   "mã",    "mâu",   "ma",    "nhâm", "nhan",  "nhữ",    "ngạc",  "ngụy",  "phí",   "phó",
    "sái",    "sầm",   "thạch", "thang", "thẩm", "thiều", "tiết",   "trà",   "trác",  "trầm",  "trưng",
    "ung",    "vi",    "viêm",  "vưu",   "xa",   "phù",   "bế",     "nông",  "lò",    "lường", "cầm",
    "quàng",  "tòng",  "lù",    "lèo",   "vì",   "điêu",  "đèo",    "bạc",   "cà",    "lầu",   "vừ",
    "vàng",   "sùng",  "thào",  "mùa",   "hạng", "hờ",    "cứ",     "cháng", "lỳ",    "ly",    "má",
    "tráng",  "tẩn",   "phàn",  "chảo",  "bàn",  "lèng",  "sìn",    "lồ",    "cư",    "sồng",  "khoàng",
    "pờ",     "mừ",    "niê",   "êban",  "mlô",  "ksor",  "rơ",     "rmah",  "siu",   "kpă",   "nay",
    "rahlan", "byă",   "ayun",  "kbuôr", "y",    "a",     "alăng",  "bríu",  "zơrâm", "arất",  "bá",
    "chế",    "thiên", "đàng",  "danh",  "kiên", "sơn",   "thập",   "hán",   "lộ",    "ngân",  "lang",
    "hùng"};
inline constexpr std::array kMiddles{"văn", "thị"};

// Begin like a name and are a place, a people or a word: "hộ Cao Bằng", "hộ Hà Nhì", "nhà Đồng Đội".
inline constexpr std::array kNoNames{
    "hà nội",     "hà giang",   "hà nam",      "hà tĩnh",    "hà đông",   "hà tiên",    "hà nhì",
    "cao bằng",   "cao lãnh",   "cao phong",   "cao tuổi",   "lâm đồng",  "lâm thao",   "lâm nghiệp",
    "đồng nai",   "đồng tháp",  "đồng tâm",    "đồng tiến",  "đồng đội",  "đồng bào",   "ninh bình",
    "ninh thuận", "thái bình",  "thái nguyên", "kiên giang", "châu đốc",  "châu thành", "la gi",
    "la chí",     "la hủ",      "la ha",       "chu ru",     "lý sơn",    "lý nhân",    "mai châu",
    "mai sơn",    "phan thiết", "phan rang",   "hồ chí",     "hồ tây",    "lương sơn",  "thạch thất",
    "thạch hà",   "lục nam",    "lục ngạn",    "sơn la",     "sơn tây",   "bà rịa",     "bà nà",
    "cô tô",      "ông ích",    "a lưới",      "lai châu",   "bạc liêu",  "cà mau",     "trà vinh",
    "đoàn kết",   "nông dân",   "nông thôn",   "kim cương",  "hoàng mai", "hoàng sa",   "đinh hóa"};

}  // namespace kheo::household
