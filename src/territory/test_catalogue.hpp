// SPDX-License-Identifier: Apache-2.0
// A small country for tests: two provinces before the reform, one after; a merger, a split, a unit that
// stayed, a code used again, an abolished district, a unit gone before the earliest map.
#pragma once

#include "territory/apply.hpp"
#include "territory/atlas.hpp"

namespace kheo::territory::fixture {

inline std::vector<NamedFile> files() {
    return {
        {"units_2024.csv",
         "code,level,type,name,full_name,parent_code,valid_to\n"
         "01,province,Thành phố,Hà Nội,Thành phố Hà Nội,,2025-06-30\n"
         "30,province,Tỉnh,Hải Dương,Tỉnh Hải Dương,,2025-06-30\n"
         "31,province,Thành phố,Hải Phòng,Thành phố Hải Phòng,,2025-06-30\n"
         "001,district,Quận,Ba Đình,Quận Ba Đình,01,2025-06-30\n"
         "003,district,Quận,Tây Hồ,Quận Tây Hồ,01,2025-06-30\n"
         "290,district,Huyện,Chí Linh,Huyện Chí Linh,30,2025-06-30\n"
         "314,district,Huyện,Kiến Thuỵ,Huyện Kiến Thuỵ,31,2025-06-30\n"
         "318,district,Huyện,Bạch Long Vĩ,Huyện Bạch Long Vĩ,31,2025-06-30\n"
         "00001,commune,Phường,Phúc Xá,Phường Phúc Xá,001,2025-06-30\n"
         "00097,commune,Phường,Tứ Liên,Phường Tứ Liên,003,2025-06-30\n"
         "00103,commune,Phường,Xuân La,Phường Xuân La,003,2025-06-30\n"
         "10507,commune,Phường,Cộng Hoà,Phường Cộng Hoà,290,2025-06-30\n"
         "11680,commune,Thị trấn,Núi Đối,Thị trấn Núi Đối,314,2025-06-30\n"
         "11683,commune,Xã,Minh Tân,Xã Minh Tân,314,2025-06-30\n"},
        {"units_2025.csv",
         "code,level,type,name,full_name,parent_code,valid_from\n"
         "01,province,Thành phố,Hà Nội,Thành phố Hà Nội,,2025-07-01\n"
         "31,province,Thành phố,Hải Phòng,Thành phố Hải Phòng,,2025-07-01\n"
         "00097,commune,Phường,Hồng Hà,Phường Hồng Hà,01,2025-07-01\n"
         "00103,commune,Phường,Tây Hồ,Phường Tây Hồ,01,2025-07-01\n"
         "10507,commune,Phường,Cộng Hoà,Phường Cộng Hoà,31,2025-07-01\n"
         "11680,commune,Xã,Kiến Thụy,Xã Kiến Thụy,31,2025-07-01\n"
         "11948,commune,Đặc khu,Bạch Long Vĩ,Đặc khu Bạch Long Vĩ,31,2025-07-01\n"},
        {"units_2026.csv",
         "code,level,type,name,full_name,parent_code,valid_from\n"
         "01,province,Thành phố,Hà Nội,Thành phố Hà Nội,,2025-07-01\n"
         "31,province,Thành phố,Hải Phòng,Thành phố Hải Phòng,,2025-07-01\n"
         "00097,commune,Phường,Hồng Hà,Phường Hồng Hà,01,2025-07-01\n"
         "00103,commune,Phường,Tây Hồ,Phường Tây Hồ,01,2025-07-01\n"
         "10507,commune,Phường,Cộng Hoà,Phường Cộng Hoà,31,2025-07-01\n"
         "11680,commune,Phường,Kiến Thụy,Phường Kiến Thụy,31,2026-04-30\n"
         "11948,commune,Đặc khu,Bạch Long Vĩ,Đặc khu Bạch Long Vĩ,31,2025-07-01\n"},
        {"provinces_changes_2025.csv",
         "old_code,old_full_name,new_code,new_full_name,kind,valid_from,resolution\n"
         "01,Thành phố Hà Nội,01,Thành phố Hà Nội,kept,2025-07-01,202/2025/QH15\n"
         "30,Tỉnh Hải Dương,31,Thành phố Hải Phòng,merged,2025-07-01,202/2025/QH15\n"
         "31,Thành phố Hải Phòng,31,Thành phố Hải Phòng,merged,2025-07-01,202/2025/QH15\n"},
        {"units_changes_2025.csv",
         "old_code,old_full_name,level_old,old_district_code,old_province_code,new_code,new_full_name,new_"
         "province_code,"
         "kind,extent,extent_text,default_target,valid_from,resolution,clause,citation,confidence,"
         "correction\n"
         "00001,Phường Phúc Xá,commune,001,01,00097,Phường Hồng "
         "Hà,01,merged,full,whole,yes,2025-07-01,1656/NQ-UBTVQH15,"
         "14,\"14. Toàn bộ Phúc Xá, một phần Tứ Liên.\",high,\n"
         "00097,Phường Tứ Liên,commune,003,01,00097,Phường Hồng "
         "Hà,01,split-part,partial,part_area_pop,no,2025-07-01,"
         "1656/NQ-UBTVQH15,14,\"14. Toàn bộ Phúc Xá, một phần Tứ Liên.\",high,\n"
         "00097,Phường Tứ Liên,commune,003,01,00103,Phường Tây "
         "Hồ,01,split-part,partial,remainder,yes,2025-07-01,"
         "1656/NQ-UBTVQH15,45,45. Phần còn lại.,high,\n"
         "00103,Phường Xuân La,commune,003,01,00103,Phường Tây Hồ,01,merged,full,whole,yes,2025-07-01,"
         "1656/NQ-UBTVQH15,45,45. Phần còn lại.,high,\n"
         "10507,Phường Cộng Hoà,commune,290,30,10507,Phường Cộng "
         "Hoà,31,kept,full,,yes,2025-07-01,1669/NQ-UBTVQH15,,,high,\n"
         "11680,Thị trấn Núi Đối,commune,314,31,11680,Xã Kiến "
         "Thụy,31,merged,full,whole,yes,2025-07-01,1669/NQ-UBTVQH15,"
         "60,60. Sắp xếp.,high,\n"
         "11683,Xã Minh Tân,commune,314,31,11680,Xã Kiến "
         "Thụy,31,merged,full,whole,yes,2025-07-01,1669/NQ-UBTVQH15,60,"
         "60. Sắp xếp.,high,\n"
         "318,Huyện Bạch Long Vĩ,district,,31,11948,Đặc khu Bạch Long "
         "Vĩ,31,renamed,full,,yes,2025-07-01,,,,,\n"},
        {"units_changes_2026.csv",
         "old_code,old_full_name,new_code,new_full_name,province_code,kind,valid_from,resolution,note\n"
         "11680,Xã Kiến Thụy,11680,Phường Kiến Thụy,31,retyped,2026-04-30,999/NQ-UBTVQH16,\n"},
        {"units_changes_before.csv",
         "code,level,kind,name_before,name_after,district_before,district_after,province_code,province,"
         "snapshot_date,"
         "resolution_candidates\n"
         "11683,commune,retyped,Thị trấn Minh Tân,Xã Minh Tân,Huyện Kiến Thuỵ,Huyện Kiến Thuỵ,31,Thành phố "
         "Hải Phòng,"
         "2024-05-01,\n"
         "11699,commune,removed,Xã Đại Hà,,Huyện Kiến Thuỵ,,31,Thành phố Hải "
         "Phòng,2025-01-01,1232/NQ-UBTVQH15\n"},
    };
}

inline History history() {
    History out;
    apply(out, read_catalogue(files(), "fixture").value());
    return out;
}

inline Date day(std::string_view iso) {
    return *Date::parse_iso(iso);
}

}  // namespace kheo::territory::fixture
