// SPDX-License-Identifier: Apache-2.0
// Reads the address of a list (address.hpp).
#include "base/text.hpp"
#include "registry/address.hpp"

namespace kheo::registry {

namespace {

void read_sort(std::string_view text, ListQuery& query) {
    const bool descending = text.starts_with('-');
    const auto sort = parse_sort(descending ? text.substr(1) : text);
    if (!sort) return;
    query.sort = *sort;
    query.descending = descending;
}

}  // namespace

ListQuery read_query(const http::Fields& q) {
    ListQuery out;
    out.period = Period::parse(trim(q.get("ky")));
    out.unit_code = trim(q.get("don_vi"));
    const auto map = q.get("ban_do");
    if (map == "now") out.map.kind = MapChoice::Kind::now;
    if (const auto day = Date::parse_iso(map)) out.map = {MapChoice::Kind::day, *day};
    out.not_attributable = q.get("khong_quy") == "1";
    out.kind = q.get("loai");
    out.owner_type = q.get("chu_the");
    out.sector = q.get("khoi");
    out.field = q.get("linh_vuc");
    out.basis = q.get("hinh_thuc");
    out.state = q.get("trang_thai");
    out.level = q.get("cap");
    if (const auto typed = q.get("nhan_rong"); typed == "1" || typed == "0") out.replicated = typed;
    out.theme = tidy(q.get("chu_de"));
    out.campaign_year = trim(q.get("nam"));
    out.search = tidy(q.get("tim"));
    read_sort(q.get("xep"), out);
    return out;
}

}  // namespace kheo::registry
