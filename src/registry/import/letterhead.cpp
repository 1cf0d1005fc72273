// SPDX-License-Identifier: Apache-2.0
#include "registry/import/letterhead.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "base/text.hpp"

namespace kheo::registry::import {

namespace {

constexpr std::size_t kLongestLine = 400;  // bytes looked at; std::regex recurses over its text

bool contains_any(std::string_view folded, std::initializer_list<std::string_view> words) {
    const auto padded = ' ' + std::string(folded) + ' ';
    return std::ranges::any_of(words,
                               [&](auto word) { return padded.contains(' ' + std::string(word) + ' '); });
}

bool is_motto(std::string_view folded) {
    return contains_any(
        folded, {"dang cong san viet nam", "cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc"});
}

bool is_title_line(std::string_view folded) {
    return contains_any(folded, {"danh sach", "bieu", "tong hop", "danh muc", "phu luc", "dang ky",
                                 "dan van kheo", "mo hinh"});
}

bool is_number_line(std::string_view folded) {
    return folded.empty() || folded.starts_with("so ");
}

/// A line that names a place, and not only a body.
bool names_place(std::string_view folded) {
    return contains_any(
        folded,
        {"tinh",       "thanh pho", "tp",         "quan",     "huyen",   "thi xa",   "tx",
         "xa",         "phuong",    "thi tran",   "tt",       "dac khu", "huyen uy", "quan uy",
         "thi uy",     "thanh uy",  "tinh uy",    "dang uy",  "dang bo", "ubnd",     "uy ban nhan dan",
         "huyen doan", "tinh doan", "thanh doan", "quan doan"});
}

int last_heading_column(const std::vector<sheet::Cell>& row) {
    for (int c = 0; c < static_cast<int>(row.size()); ++c)
        if (!row[c].blank()) return c;
    return -1;
}

void read_line(Letterhead& head, const std::string& text, bool leftmost, bool& in_title) {
    const auto folded = fold_words(text);
    if (is_motto(folded)) return;
    if (const auto date = date_in_words(text)) {
        if (!head.date || !in_title) head.date = date;
        if (const auto comma = text.find(','); comma != std::string::npos && head.place.empty())
            head.place = tidy(std::string_view(text).substr(0, comma));
        return;
    }
    in_title = in_title || is_title_line(folded);
    if (!in_title && leftmost && !is_number_line(folded))
        head.issuer_lines.push_back(text);
    else
        head.title_lines.push_back(text);
}

void read_year(Letterhead& head) {
    for (const auto& line : head.title_lines) {
        const auto folded = fold_words(line);
        if (contains_any(folded, {"6 thang dau", "06 thang dau", "sau thang dau"})) head.first_half = true;
        if (head.year == 0 && !contains_any(folded, {"kem theo", "theo"})) head.year = year_in(line);
    }
}

/// "HUYỆN ỦY SƠN ĐỘNG" → "HUYỆN SƠN ĐỘNG": the committee's territory.
std::string without_committee(const std::string& line) {
    std::string out;
    std::string previous;
    for (const auto word : split(line, ' ')) {
        const auto folded = fold_words(word);
        const bool committee =
            folded == "uy" && (previous == "huyen" || previous == "quan" || previous == "thi" ||
                               previous == "thanh" || previous == "tinh" || previous == "dang");
        if (committee && previous == "thi") out += "xã ";
        if (committee && previous == "thanh") out += "phố ";
        if (!committee) (out += word) += ' ';
        previous = folded;
    }
    return tidy(out);
}

std::optional<territory::Unit> resolve_line(const territory::Atlas& atlas, const std::string& line, Date on,
                                            territory::UnitId within) {
    for (const auto& text : {line, without_committee(line)}) {
        const auto found = atlas.resolve(text, on, within);
        if (found.status == territory::ResolveStatus::resolved && found.unit && !found.dissolved)
            return found.unit;
    }
    return std::nullopt;
}

/// Looked for inside `first`, then everywhere; also a unit that was gone by that day. None when only a unit
/// of another type than written fits.
std::optional<territory::Unit> meant_by(const std::string& line, const territory::Atlas& atlas, Date on,
                                        territory::UnitId first) {
    for (const auto within : {first, territory::UnitId{}}) {
        bool mistyped = false;
        for (const auto& text : {line, without_committee(line)}) {
            const auto found = atlas.resolve(text, on, within);
            const bool resolved = found.status == territory::ResolveStatus::resolved;
            const auto unit = found.dissolved ? found.named : resolved ? found.unit : std::nullopt;
            if (!unit) continue;
            if (!found.type_mismatch) return unit;
            mistyped = true;
        }
        if (mistyped) return std::nullopt;
    }
    return std::nullopt;
}

/// The province or district that a text names, be it behind a commune ("Xã Văn Minh, huyện Na Rì"). A commune
/// alone may be the name of a campaign: "xã an toàn", "phường văn minh".
std::optional<territory::Unit> wide_unit(std::string text, const territory::Atlas& atlas, Date on,
                                         territory::UnitId chosen) {
    while (!text.empty()) {
        const auto unit = meant_by(text, atlas, on, chosen);
        if (unit && unit->level <= territory::Level::district) return unit;
        const auto comma = text.find(',');
        text = comma == std::string::npos ? "" : tidy(std::string_view(text).substr(comma + 1));
    }
    return std::nullopt;
}

/// The part of a title that names a place: from its type word to "năm", a number or a bracket.
std::string place_in_title(const std::string& line) {
    const auto words = split(line, ' ');
    constexpr std::array<std::string_view, 9> types = {"tinh", "thanh",  "tp", "quan", "huyen",
                                                       "thi",  "phuong", "xa", "dac"};
    std::string out;
    bool inside = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto folded = fold_words(words[i]);
        if (!inside && std::ranges::find(types, folded) != types.end() && i + 1 < words.size()) inside = true;
        if (!inside) continue;
        if (folded == "nam" || words[i].starts_with('(') ||
            (!folded.empty() && folded.front() >= '0' && folded.front() <= '9'))
            break;
        (out += words[i]) += ' ';
    }
    while (!out.empty() && (out.back() == ' ' || out.back() == ',')) out.pop_back();
    return out;
}

std::optional<Date> first_match(const std::string& text, const std::regex& shape, bool day_first) {
    std::smatch m;
    if (!std::regex_search(text, m, shape)) return std::nullopt;
    const int a = std::stoi(m[1]), b = std::stoi(m[2]), c = std::stoi(m[3]);
    return day_first ? Date::of(c, b, a) : Date::of(a, b, c);
}

}  // namespace

std::optional<Date> date_in_words(std::string_view text) {
    static const std::regex whole(R"(ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4}))");
    static const std::regex no_day(R"(ngay (?:[. …_]* )?thang (\d{1,2}) nam (\d{4}))");
    const auto folded = fold_words(text.substr(0, kLongestLine));
    if (const auto date = first_match(folded, whole, true)) return date;
    std::smatch m;
    if (!std::regex_search(folded, m, no_day)) return std::nullopt;
    const int month = std::stoi(m[1]), year = std::stoi(m[2]);
    if (month < 1 || month > 12) return std::nullopt;
    return Date::of(year, month, days_in_month(year, month));
}

std::optional<Date> date_in_digits(std::string_view text) {
    static const std::regex iso(R"((\d{4})[-_.](\d{1,2})[-_.](\d{1,2}))");
    static const std::regex day(R"((\d{1,2})[/._-](\d{1,2})[/._-](\d{4}))");
    const std::string plain(text.substr(0, kLongestLine));
    if (const auto date = first_match(plain, iso, false)) return date;
    return first_match(plain, day, true);
}

int year_in(std::string_view text) {
    static const std::regex named(R"(nam (\d{4}))");
    static const std::regex bare(R"((?:^|[^0-9])((?:19|20)\d{2})(?![0-9]))");
    const auto folded = fold_words(text.substr(0, kLongestLine));
    std::smatch m;
    if (std::regex_search(folded, m, named)) {
        static const std::regex span(R"(nam \d{4} (\d{4}))");
        std::smatch both;
        return std::stoi(std::regex_search(folded, both, span) ? both[1].str() : m[1].str());
    }
    int year = 0;
    for (auto it = std::sregex_iterator(folded.begin(), folded.end(), bare); it != std::sregex_iterator();
         ++it)
        year = std::stoi((*it)[1]);
    return year;
}

Letterhead read_letterhead(const sheet::Sheet& sheet, int header_row) {
    Letterhead head;
    bool in_title = false;
    for (int r = 0; r < header_row; ++r) {
        const int leftmost = last_heading_column(sheet.rows[r]);
        for (int c = 0; c < static_cast<int>(sheet.rows[r].size()); ++c)
            if (!sheet.rows[r][c].blank())
                read_line(head, tidy(sheet.rows[r][c].text), c == leftmost && c <= 1, in_title);
    }
    read_year(head);
    return head;
}

std::optional<territory::Unit> sender_unit(const Letterhead& head, const territory::Atlas& atlas, Date on) {
    std::optional<territory::Unit> narrowest;
    for (const auto& line : head.issuer_lines) {
        if (!names_place(fold_words(line))) continue;
        if (auto unit = resolve_line(atlas, line, on, narrowest ? narrowest->id : territory::UnitId{}))
            narrowest = unit;
    }
    if (narrowest) return narrowest;
    for (const auto& line : head.title_lines)
        if (const auto place = place_in_title(line); !place.empty())
            if (auto unit = resolve_line(atlas, place, on, {})) return unit;
    if (head.place.empty()) return std::nullopt;
    return resolve_line(atlas, head.place, on, {});
}

std::optional<territory::Unit> printed_unit(const Letterhead& head, const territory::Atlas& atlas, Date on,
                                            territory::UnitId chosen) {
    std::optional<territory::Unit> narrowest;
    for (const auto& line : head.issuer_lines) {
        if (!names_place(fold_words(line))) continue;
        const auto unit = meant_by(line, atlas, on, narrowest ? narrowest->id : chosen);
        const bool inside =
            unit && (!narrowest || atlas.is_under(unit->id, narrowest->id, std::min(on, unit->valid_to)));
        if (inside) narrowest = unit;
    }
    if (narrowest) return narrowest;
    for (const auto& line : head.title_lines)
        if (auto unit = wide_unit(place_in_title(line), atlas, on, chosen)) return unit;
    return wide_unit(head.place, atlas, on, chosen);
}

std::string sender_text(const Letterhead& head) {
    std::string body, place;
    for (const auto& line : head.issuer_lines) (names_place(fold_words(line)) ? place : body) = line;
    if (body.empty()) return place;
    return place.empty() ? body : body + ' ' + place;
}

}  // namespace kheo::registry::import
