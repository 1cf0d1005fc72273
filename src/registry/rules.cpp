// SPDX-License-Identifier: Apache-2.0
#include "registry/rules.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "registry/messages.gen.hpp"

namespace kheo::registry {

std::string series(Kind kind, int campaign_year) {
    return fmt::format("{}-{:04}", kind == Kind::practice ? "MH" : "DH", campaign_year);
}

std::string number_in(std::string_view series_name, std::int64_t n) {
    return fmt::format("{}-{:05}", series_name, n);
}

std::vector<std::string> split_owners(std::string_view owner_text) {
    std::string lines(owner_text);
    std::ranges::replace(lines, '\n', ';');
    std::vector<std::string> out;
    for (const auto part : split(lines, ';')) {
        auto name = tidy(part);
        if (!name.empty()) out.push_back(std::move(name));
    }
    return out;
}

std::string owner_key(territory::UnitId unit, std::string_view name) {
    return fmt::format("{}:{}", unit.value, fold_words(name));
}

std::vector<std::string> distinct_themes(std::span<const std::string> themes) {
    std::vector<std::string> out;
    std::set<std::string> seen;
    for (const auto& theme : themes) {
        auto name = tidy(theme);
        if (!name.empty() && seen.insert(fold_words(name)).second) out.push_back(std::move(name));
    }
    return out;
}

std::string content_key(const NewRow& row) {
    const auto& s = row.statement;
    const auto said =
        fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", s.unit.value, tidy(s.title), tidy(s.owner_text),
                    code(s.kind), row.campaign_year, row.date.days(), row.basis ? code(*row.basis) : "");
    std::string key(16, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(key.data()), key.size(),
                       reinterpret_cast<const unsigned char*>(said.data()), said.size(), nullptr, 0);
    return key;
}

std::optional<Sector> propose_sector(std::string_view owner_text, std::span<const SectorRule> rules) {
    if (owner_text.empty()) return std::nullopt;
    const auto words = " " + fold_words(owner_text) + " ";
    std::string pattern;
    for (const auto& rule : rules) {
        pattern.assign(" ").append(rule.pattern).append(" ");
        if (words.find(pattern) != std::string::npos) return rule.sector;
    }
    return std::nullopt;
}

namespace {

void check_dates(const Statement& s, std::vector<FieldError>& out) {
    const auto starts = days_of(s.starts), ends = days_of(s.ends);
    if (!s.starts.empty() && !starts)
        out.push_back({"starts", Sentence(msg::date_unreadable, {{"text", s.starts}})});
    if (!s.ends.empty() && !ends) out.push_back({"ends", Sentence(msg::date_unreadable, {{"text", s.ends}})});
    if (starts && ends && ends->last < starts->first) out.push_back({"ends", msg::ends_before_start});
}

void check_lengths(const Statement& s, std::vector<FieldError>& out) {
    for (const auto& [key, value] : values_of(s)) {
        const auto limit = key == "title"        ? kLongestTitle
                           : key == "owner_text" ? kLongestOwner
                                                 : kLongestHeading;
        if (length(value) > limit)
            out.push_back(
                {key, Sentence(msg::too_long, {{"limit", format_count(static_cast<std::int64_t>(limit))}})});
    }
}

}  // namespace

std::vector<FieldError> problems(const Statement& s, std::span<const Field> fields) {
    std::vector<FieldError> out;
    if (tidy(s.title).empty()) out.push_back({"title", msg::title_missing});
    if (!s.unit) out.push_back({"unit", msg::unit_missing});
    if (!s.field.empty() && std::ranges::find(fields, s.field, &Field::code) == fields.end())
        out.push_back({"field", msg::field_unknown});
    check_dates(s, out);
    check_lengths(s, out);
    return out;
}

std::vector<NamedValue> values_of(const Statement& s) {
    std::string themes;
    for (const auto& theme : s.themes) themes += (themes.empty() ? "" : "; ") + theme;
    const auto& h = s.headings;
    return {{"title", s.title},
            {"kind", std::string(code(s.kind))},
            {"owner_type", s.owner_type ? std::string(code(*s.owner_type)) : ""},
            {"owner_text", s.owner_text},
            {"sector", s.sector ? std::string(code(*s.sector)) : ""},
            {"field", s.field},
            {"unit", s.unit ? std::to_string(s.unit.value) : ""},
            {"themes", themes},
            {"starts", s.starts},
            {"ends", s.ends},
            {"problem", h.problem},
            {"goals", h.goals},
            {"method", h.method},
            {"area", h.area},
            {"forces", h.forces},
            {"resources", h.resources},
            {"schedule", h.schedule},
            {"outputs", h.outputs},
            {"sustainability", h.sustainability},
            {"note", h.note}};
}

std::vector<std::string> changed_keys(const Statement& before, const Statement& after) {
    const auto a = values_of(before), b = values_of(after);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].value != b[i].value) out.push_back(a[i].key);
    return out;
}

}  // namespace kheo::registry
