// SPDX-License-Identifier: Apache-2.0
#include "reports/issuer.hpp"

#include "base/text.hpp"
#include "bodies/bodies.hpp"
#include "reports/messages.gen.hpp"
#include "reports/store.hpp"

namespace kheo::reports {

std::string name_in_sentence(const territory::Unit& unit) {
    return uncapitalized(unit.full_name);
}

std::string place_of(const territory::Unit& unit) {
    const bool number = !unit.name.empty() && unit.name.find_first_not_of("0123456789") == std::string::npos;
    return number || unit.name == "Hồ Chí Minh" ? unit.full_name : unit.name;
}

namespace {

using Fillers = std::vector<Sentence::Argument>;

struct Named {
    std::string name, symbol;
};

/// The Party committee of a unit: "Thành ủy Hà Nội", "TU"; empty where no row tells.
Result<Named> committee_of(db::Transaction& tx, const territory::Unit* unit, Date on) {
    if (!unit) return Named{};
    const auto found = TRY(store::committee(tx, store::level_of(unit), unit->type, on));
    if (!found) return Named{};
    return Named{fill(found->name, {{"name", unit->name}, {"unit", name_in_sentence(*unit)}}), found->symbol};
}

const territory::Unit* parent_of(const territory::Atlas& atlas, const territory::Unit& unit, Date on) {
    return unit.parent ? atlas.find(unit.parent, on) : nullptr;
}

Result<Fillers> fillers(db::Transaction& tx, const territory::Atlas& atlas, const territory::Unit* unit,
                        Date on) {
    if (!unit) return Fillers{};
    const auto own = TRY(committee_of(tx, unit, on));
    const auto above = TRY(committee_of(tx, parent_of(atlas, *unit, on), on));
    return Fillers{{"name", unit->name},
                   {"unit", name_in_sentence(*unit)},
                   {"committee", own.name},
                   {"cs", own.symbol},
                   {"parent_committee", above.name}};
}

std::vector<std::string> lines(const std::string& pattern, const Fillers& with) {
    std::vector<std::string> out;
    if (pattern.empty()) return out;
    for (const auto line : split(pattern, '|')) out.push_back(fill(line, with));
    return out;
}

std::vector<std::string> capitals(std::vector<std::string> texts) {
    for (auto& text : texts) text = upper(text);
    return texts;
}

/// Each line ends with a sign and the last with a full stop, as the forms ask.
std::vector<std::string> punctuated(std::vector<std::string> texts, Form form) {
    for (auto& text : texts) text += &text == &texts.back() ? "." : form == Form::party ? "," : ";";
    return texts;
}

}  // namespace

Result<Issuer> find_issuer(db::Transaction& tx, const territory::Atlas& atlas, UnitId id, Date on) {
    const auto* unit = id ? atlas.find(id, on) : nullptr;
    const auto level = store::level_of(unit);
    const auto standing = TRY(bodies::standing_body(tx, id, level, on));
    const auto body = standing ? TRY(store::body(tx, standing->kind, level, on)) : std::nullopt;
    if (!body)
        return fail(ErrorKind::invalid, msg::no_issuer,
                    {{"unit", unit ? unit->full_name : std::string(msg::country.in(Language::vi))},
                     {"date", on.vietnamese()}});
    const auto with = TRY(fillers(tx, atlas, unit, on));
    Issuer out;
    out.form = body->form;
    out.superior = capitals(lines(body->superior, with));
    out.name = capitals(lines(body->name, with));
    out.full_name = fill(body->full_name, with);
    out.symbol = fill(body->symbol, with);
    out.place = unit ? place_of(*unit) : std::string(msg::capital.in(Language::vi));
    // The prefix keeps its own letters: "TM." (state) and "T/M" (Party) are capitals already.
    out.authority = upper(body->authority);
    out.signer = upper(body->signer);
    out.recipients = punctuated(lines(body->recipients, with), body->form);
    out.legal_basis = standing->legal_basis;
    out.verified = standing->verified && body->verified;
    return out;
}

}  // namespace kheo::reports
