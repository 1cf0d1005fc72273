// SPDX-License-Identifier: Apache-2.0
// A unit as a person types it into a form (territory.hpp). Unlike a cell of a list, which the importer
// remarks on, it is answered with one unit or with what it could be.
#include <algorithm>
#include <span>

#include "base/number.hpp"
#include "base/text.hpp"
#include "territory/levels.hpp"

namespace kheo::territory {

namespace {

constexpr std::string_view kIdentity = "id:";
constexpr std::size_t kListed = 10;

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The code in "Phường Hồng Hà (00097)" or "00097"; "" when there is none.
std::string_view code_in(std::string_view text) {
    const auto open = text.rfind('(');
    if (open != std::string_view::npos && text.ends_with(')'))
        text = text.substr(open + 1, text.size() - open - 2);
    return is_digits(text) ? text : std::string_view{};
}

TypedUnit found(const Unit* unit) {
    TypedUnit out;
    if (unit) out.unit = *unit;
    return out;
}

TypedUnit hamlet(const Atlas& atlas, std::string_view text, Date on, const Unit& commune) {
    TypedUnit out;
    const auto key = name_key(text);
    for (const auto* each : atlas.list(Level::hamlet, on, commune.id)) {
        if (each->full_name == text) return found(each);
        if (name_key(each->full_name) == key) out.candidates.push_back(*each);
    }
    if (out.candidates.size() != 1) return out;
    return found(&out.candidates.front());
}

TypedUnit by_name(const Atlas& atlas, const std::string& text, Date on, UnitId within) {
    auto meant = atlas.resolve(text, on, within);
    // A sender answers for its parts: in a form that would be another unit than the one that was typed.
    if (meant.unit && meant.unit->id == within && atlas.resolve(text, on).status == ResolveStatus::unknown)
        return {};
    if (meant.status != ResolveStatus::resolved) return {std::nullopt, std::move(meant.candidates)};
    // "Thôn Đông, Xã Tân Lập": not the whole commune either.
    const auto first = tidy(std::string_view(text).substr(0, text.find_first_of(",;")));
    if (first == text || atlas.resolve(first, on).status != ResolveStatus::unknown)
        return {std::move(meant.unit), {}};
    if (meant.unit->level == Level::commune) return hamlet(atlas, first, on, *meant.unit);
    return {};
}

}  // namespace

TypedUnit typed_unit(const Atlas& atlas, std::string_view typed, Date on, UnitId within) {
    const auto text = tidy(typed);
    if (text.starts_with(kIdentity)) {
        const auto id = parse_number<std::int64_t>(std::string_view(text).substr(kIdentity.size()));
        return found(id ? atlas.find({*id}, on) : nullptr);
    }
    if (const auto code = code_in(text); !code.empty()) return found(atlas.find_code(code, on));
    if (text.empty()) return {};
    if (const auto* place = within ? atlas.find(within, on) : nullptr) {
        if (text == place->full_name) return found(place);
        if (place->level == Level::commune)
            if (auto part = hamlet(atlas, text, on, *place); part.unit || !part.candidates.empty())
                return part;
    }
    return by_name(atlas, text, on, within);
}

std::string unit_key(const Unit& unit, Date on) {
    const bool coded = !unit.code.empty() && unit.valid_from <= on && on <= unit.valid_to;
    return coded ? unit.code : std::string(kIdentity) + std::to_string(unit.id.value);
}

std::string listed(const std::vector<Unit>& units) {
    std::string out;
    for (const auto& unit : std::span(units).first(std::min(units.size(), kListed))) {
        if (!out.empty()) out += ", ";
        out += unit.full_name;
        if (!unit.code.empty()) out += " (" + unit.code + ")";
    }
    return out;
}

}  // namespace kheo::territory
