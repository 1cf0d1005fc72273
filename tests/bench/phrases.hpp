// SPDX-License-Identifier: Apache-2.0
// Words of made-up initiatives for measuring: as uneven as real lists are (a few words in nearly every title,
// many in hardly any), and all of them invented here.
#pragma once

#include <array>
#include <string_view>

namespace kheo::bench {

inline constexpr std::array<std::string_view, 24> kForms{
    "Mô hình",           "Mô hình",     "Mô hình",    "Dân vận khéo trong",
    "Dân vận khéo",      "Tuyến đường", "Câu lạc bộ", "Tổ tự quản",
    "Vận động nhân dân", "Vận động",    "Xây dựng",   "Khu dân cư",
    "Nhóm nòng cốt",     "Tổ hợp tác",  "Chi hội",    "Ngày thứ bảy",
    "Cổng chào",         "Hũ gạo",      "Tủ sách",    "Camera",
    "Phiên chợ",         "Ngõ",         "Vườn",       "Quỹ"};

inline constexpr std::array<std::string_view, 60> kTopics{"đường hoa phụ nữ",
                                                          "xanh - sạch - đẹp",
                                                          "giữ gìn an ninh trật tự",
                                                          "an ninh tự quản",
                                                          "hiến đất làm đường",
                                                          "xây dựng nông thôn mới",
                                                          "nông thôn mới kiểu mẫu",
                                                          "đô thị văn minh",
                                                          "phân loại rác tại nguồn",
                                                          "thu gom rác thải nhựa",
                                                          "thắp sáng đường quê",
                                                          "phòng cháy, chữa cháy",
                                                          "giúp nhau làm kinh tế",
                                                          "nuôi ong lấy mật",
                                                          "trồng cây ăn quả",
                                                          "chăn nuôi bò sinh sản",
                                                          "trồng rau an toàn",
                                                          "hỗ trợ hộ nghèo",
                                                          "tiếp bước em tới trường",
                                                          "khuyến học, khuyến tài",
                                                          "gia đình 5 không 3 sạch",
                                                          "người cao tuổi gương mẫu",
                                                          "cựu chiến binh gương mẫu",
                                                          "thanh niên khởi nghiệp",
                                                          "chuyển đổi số cộng đồng",
                                                          "dịch vụ công trực tuyến",
                                                          "cải cách thủ tục hành chính",
                                                          "nụ cười công sở",
                                                          "chính quyền thân thiện",
                                                          "giải phóng mặt bằng",
                                                          "hòa giải ở cơ sở",
                                                          "phòng, chống ma túy",
                                                          "phòng, chống bạo lực gia đình",
                                                          "bảo vệ rừng",
                                                          "bảo vệ chủ quyền biên giới",
                                                          "nâng bước em tới trường",
                                                          "quân dân y kết hợp",
                                                          "hiến máu tình nguyện",
                                                          "nhà văn hóa sáng đèn",
                                                          "đoàn kết lương giáo",
                                                          "họ đạo bình yên",
                                                          "dòng họ tự quản",
                                                          "văn nghệ quần chúng",
                                                          "bảo tồn tiếng hát then",
                                                          "giữ nghề dệt thổ cẩm",
                                                          "không đốt rơm rạ",
                                                          "cánh đồng mẫu lớn",
                                                          "nuôi tôm công nghệ cao",
                                                          "tuyến phố văn minh",
                                                          "chợ an toàn thực phẩm",
                                                          "bếp ăn tình thương",
                                                          "nước sạch nông thôn",
                                                          "kênh mương nội đồng",
                                                          "biến điểm đen thành vườn hoa",
                                                          "tang lễ văn minh",
                                                          "cưới hỏi tiết kiệm",
                                                          "điểm sáng văn hóa vùng biên",
                                                          "xóa nhà tạm, nhà dột nát",
                                                          "học tập và làm theo Bác",
                                                          "chi bộ bốn tốt"};

inline constexpr std::array<std::string_view, 20> kTails{"",
                                                         "",
                                                         "",
                                                         "trên địa bàn",
                                                         "gắn với xây dựng nông thôn mới",
                                                         "giai đoạn 2021 - 2025",
                                                         "trong tình hình mới",
                                                         "góp phần giảm nghèo bền vững",
                                                         "vì bình yên cuộc sống",
                                                         "do nhân dân làm chủ",
                                                         "của chi hội phụ nữ",
                                                         "của chi đoàn thanh niên",
                                                         "trong đồng bào dân tộc thiểu số",
                                                         "trong vùng đồng bào có đạo",
                                                         "ở khu dân cư",
                                                         "tại các trường học",
                                                         "bằng công nghệ số",
                                                         "theo phương châm dân biết, dân bàn",
                                                         "không còn hộ nghèo",
                                                         "năm thứ hai"};

inline constexpr std::array<std::string_view, 16> kOwners{"Chi hội phụ nữ",
                                                          "Hội Liên hiệp Phụ nữ",
                                                          "Chi bộ",
                                                          "Đảng ủy",
                                                          "Hội Nông dân",
                                                          "Hội Cựu chiến binh",
                                                          "Đoàn Thanh niên",
                                                          "Ủy ban Mặt trận Tổ quốc",
                                                          "Công an",
                                                          "Ban Chỉ huy quân sự",
                                                          "UBND",
                                                          "Trường THCS",
                                                          "Trường mầm non",
                                                          "Trạm Y tế",
                                                          "Khối dân vận",
                                                          "Hội Người cao tuổi"};

inline constexpr std::array<std::string_view, 16> kSurnames{
    "Nguyễn", "Trần", "Lê",  "Phạm", "Hoàng", "Huỳnh", "Phan",  "Vũ",
    "Võ",     "Đặng", "Bùi", "Đỗ",   "Hồ",    "Ngô",   "Dương", "Lý"};
inline constexpr std::array<std::string_view, 8> kMiddles{"Văn",  "Thị",  "Đức",   "Minh",
                                                          "Ngọc", "Xuân", "Thanh", "Quang"};
inline constexpr std::array<std::string_view, 32> kGiven{
    "An",    "Bình",  "Cường", "Dũng", "Đạt",  "Giang", "Hà",   "Hạnh",  "Hiền", "Hòa",  "Hùng",
    "Hương", "Khánh", "Khoa",  "Lan",  "Linh", "Long",  "Mai",  "Nam",   "Nga",  "Phúc", "Phương",
    "Quý",   "Sơn",   "Tâm",   "Thảo", "Thủy", "Trang", "Tuấn", "Tuyết", "Vinh", "Yến"};

inline constexpr std::array<std::string_view, 4> kFields{"economy", "culture_society", "defence_security",
                                                         "political_system"};
inline constexpr std::array<std::string_view, 8> kThemes{
    "Nông thôn mới",   "Đô thị văn minh", "Chuyển đổi số",       "Giảm nghèo",
    "An ninh trật tự", "Môi trường",      "Cải cách hành chính", "Học tập và làm theo Bác"};

}  // namespace kheo::bench
