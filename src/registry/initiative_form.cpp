// SPDX-License-Identifier: Apache-2.0
#include "registry/initiative_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "registry/messages.gen.hpp"
#include "registry/places.hpp"
#include "registry/rules.hpp"

namespace kheo::registry {

namespace {

constexpr std::size_t kMostUnitsToChoose = 250;  // options of a <select> a phone still scrolls

using form::Kind::block;
using form::Kind::line;
using form::Kind::radio;
using form::Kind::select;

template <typename E>
view::Option option(E value) {
    return {std::string(code(value)), name_of(value)};
}

std::vector<view::Option> field_options(const std::vector<Field>& fields) {
    std::vector<view::Option> out{{"", msg::choose}};
    for (const auto& field : fields) out.push_back({field.code, field.name});
    return out;
}

std::string identity(territory::UnitId id) {
    return fmt::format("id:{}", id.value);
}

form::Field unit_field(const FormSetting& setting) {
    form::Field field{.key = "unit",
                      .label = &msg::label_unit,
                      .kind = line,
                      .hint = &msg::hint_unit,
                      .missing = &msg::unit_missing,
                      .max_length = 200};
    if (setting.units.empty()) return field;
    field.kind = select;
    field.hint = nullptr;
    field.options = {{"", msg::choose}};
    for (const auto* unit : setting.units) field.options.push_back({identity(unit->id), unit->full_name});
    return field;
}

form::Field heading(std::string key, const Message& hint) {
    const auto* label = label_of(key);
    return {.key = std::move(key),
            .label = label,
            .kind = block,
            .hint = &hint,
            .max_length = static_cast<int>(kLongestHeading),
            .rows = 3};
}

form::Group identity_group(const FormSetting& setting) {
    return {
        &msg::group_identity,
        {{.key = "title",
          .label = &msg::label_title,
          .hint = &msg::hint_title,
          .missing = &msg::title_missing,
          .max_length = static_cast<int>(kLongestTitle)},
         {.key = "kind",
          .label = &msg::label_kind,
          .kind = radio,
          .missing = &msg::kind_missing,
          .options = {option(Kind::practice), option(Kind::exemplar)}},
         {.key = "owner_text",
          .label = &msg::label_owner_text,
          .hint = &msg::hint_owner,
          .max_length = static_cast<int>(kLongestOwner)},
         {.key = "owner_type",
          .label = &msg::label_owner_type,
          .kind = radio,
          .options = {option(OwnerType::collective), option(OwnerType::individual),
                      option(OwnerType::household)}},
         {.key = "sector",
          .label = &msg::label_sector,
          .kind = select,
          .hint = &msg::hint_sector,
          .options = {{"", msg::not_stated},
                      option(Sector::party),
                      option(Sector::state),
                      option(Sector::front_and_organisations),
                      option(Sector::armed_forces)}},
         {.key = "field",
          .label = &msg::label_field,
          .kind = select,
          .options = field_options(setting.fields)},
         unit_field(setting),
         {.key = "themes", .label = &msg::label_themes, .hint = &msg::hint_themes, .max_length = 500},
         {.key = "starts", .label = &msg::label_starts, .hint = &msg::hint_partial_date, .max_length = 20},
         {.key = "ends", .label = &msg::label_ends, .max_length = 20}}};
}

form::Group registration_group() {
    return {&msg::group_registration,
            {{.key = "campaign_year",
              .label = &msg::label_campaign_year,
              .missing = &msg::year_missing,
              .max_length = 4},
             {.key = "date",
              .label = &msg::label_date,
              .hint = &msg::hint_date,
              .missing = &msg::date_missing,
              .max_length = 20},
             {.key = "basis",
              .label = &msg::label_basis,
              .kind = radio,
              .options = {option(Basis::fresh), option(Basis::maintained)}}}};
}

form::Group headings_group() {
    return {&msg::group_headings,
            {heading("problem", msg::hint_problem), heading("goals", msg::hint_goals),
             heading("method", msg::hint_method), heading("area", msg::hint_area),
             heading("forces", msg::hint_forces), heading("resources", msg::hint_resources),
             heading("schedule", msg::hint_schedule), heading("outputs", msg::hint_outputs),
             heading("sustainability", msg::hint_sustainability), heading("note", msg::hint_note)}};
}

}  // namespace

std::vector<const territory::Unit*> units_to_choose(const Reading& reading) {
    std::vector<const territory::Unit*> out;
    if (reading.visible.all) return out;
    for (const auto root : reading.visible.roots) {
        if (const auto* unit = reading.atlas.find(root, reading.today)) out.push_back(unit);
        for (const auto level : {territory::Level::district, territory::Level::commune})
            for (const auto* unit : reading.atlas.list(level, reading.today, root))
                if (unit->id != root) out.push_back(unit);
        if (out.size() > kMostUnitsToChoose) return {};
    }
    return out;
}

form::Form initiative_form(const FormSetting& setting) {
    form::Form form{{identity_group(setting)}};
    if (setting.with_registration) form.groups.push_back(registration_group());
    form.groups.push_back(headings_group());
    return form;
}

form::Values values_of_form(const Statement& statement, const Reading& reading, const FormSetting& setting) {
    form::Values values;
    for (auto& [key, value] : values_of(statement)) values.set(key, std::move(value));
    values.set("starts", partial_vietnamese(statement.starts));
    values.set("ends", partial_vietnamese(statement.ends));
    // A code names a unit on today's map: a unit that is gone keeps its identity, else saving would move it.
    const auto* unit = reading.atlas.present(statement.unit, reading.today)
                           ? reading.atlas.find(statement.unit, reading.today)
                           : nullptr;
    values.set("unit", !setting.units.empty() || !unit ? identity(statement.unit)
                       : unit->code.empty()            ? unit->full_name
                                                       : fmt::format("{} ({})", unit->full_name, unit->code));
    return values;
}

form::Values fresh_values(const Reading& reading, const FormSetting& setting) {
    form::Values values;
    values.set("kind", std::string(code(Kind::practice)));
    values.set("campaign_year", std::to_string(reading.today.year()));
    values.set("date", reading.today.vietnamese());
    values.set("basis", std::string(code(Basis::fresh)));
    if (setting.units.size() == 1) values.set("unit", identity(setting.units.front()->id));
    return values;
}

}  // namespace kheo::registry
