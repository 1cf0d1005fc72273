// SPDX-License-Identifier: Apache-2.0
// The address of a list and its way back (registry.hpp, list_address).
#include "registry/address.hpp"

#include <fmt/format.h>

#include <array>

namespace kheo::registry {

namespace {

struct SortName {
    Sort sort;
    std::string_view name;
};
constexpr std::array<SortName, 5> kSorts{{{Sort::newest, "moi"},
                                          {Sort::number, "ma"},
                                          {Sort::title, "ten"},
                                          {Sort::owner, "chu_the"},
                                          {Sort::updated, "sua"}}};

std::string percent(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                           c == '-' || c == '_' || c == '.' || c == '~' || c == ':';
        if (plain) out.push_back(c);
        if (!plain) out += fmt::format("%{:02X}", byte);
    }
    return out;
}

std::string map_text(const MapChoice& map) {
    if (map.kind == MapChoice::Kind::now) return "now";
    if (map.kind == MapChoice::Kind::day) return map.day.iso();
    return {};  // "then" is what a list does by itself
}

}  // namespace

std::vector<std::pair<std::string, std::string>> parameters(const ListQuery& q) {
    std::vector<std::pair<std::string, std::string>> all{
        {"ky", q.period ? q.period->code() : ""},
        {"don_vi", q.unit_code},
        {"ban_do", map_text(q.map)},
        {"khong_quy", q.not_attributable ? "1" : ""},
        {"loai", q.kind},
        {"chu_the", q.owner_type},
        {"khoi", q.sector},
        {"linh_vuc", q.field},
        {"hinh_thuc", q.basis},
        {"trang_thai", q.state},
        {"cap", q.level},
        {"nhan_rong", q.replicated},
        {"chu_de", q.theme},
        {"nam", q.campaign_year},
        {"tim", q.search},
    };
    std::erase_if(all, [](const auto& parameter) { return parameter.second.empty(); });
    return all;
}

std::string sort_text(Sort sort, bool descending) {
    for (const auto& [known, name] : kSorts)
        if (known == sort) return std::string(descending ? "-" : "").append(name);
    return {};
}

std::optional<Sort> parse_sort(std::string_view text) {
    for (const auto& [sort, name] : kSorts)
        if (name == text) return sort;
    return std::nullopt;
}

std::string address_under(std::string_view path, const ListQuery& query, int page) {
    auto all = parameters(query);
    const ListQuery usual;
    if (query.sort != usual.sort || query.descending != usual.descending)
        all.emplace_back("xep", sort_text(query.sort, query.descending));
    if (page > 1) all.emplace_back("trang", std::to_string(page));
    std::string out(path);
    for (const auto& [name, value] : all) {
        out += out.size() == path.size() ? '?' : '&';
        out += name + "=" + percent(value);
    }
    return out;
}

std::string list_address(const ListQuery& query) {
    return address_under("/so-dang-ky", query, 1);
}

}  // namespace kheo::registry
