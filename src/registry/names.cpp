// SPDX-License-Identifier: Apache-2.0
// Codes and keys in the words of people (initiative_form.hpp).
#include <algorithm>
#include <array>
#include <charconv>

#include "registry/initiative_form.hpp"
#include "registry/messages.gen.hpp"
#include "registry/rules.hpp"

namespace kheo::registry {

namespace {

struct KeyLabel {
    std::string_view key;
    const Message* label;
};

const std::array kLabels{KeyLabel{"title", &msg::label_title},
                         KeyLabel{"kind", &msg::label_kind},
                         KeyLabel{"owner_type", &msg::label_owner_type},
                         KeyLabel{"owner_text", &msg::label_owner_text},
                         KeyLabel{"sector", &msg::label_sector},
                         KeyLabel{"field", &msg::label_field},
                         KeyLabel{"unit", &msg::label_unit},
                         KeyLabel{"themes", &msg::label_themes},
                         KeyLabel{"starts", &msg::label_starts},
                         KeyLabel{"ends", &msg::label_ends},
                         KeyLabel{"problem", &msg::label_problem},
                         KeyLabel{"goals", &msg::label_goals},
                         KeyLabel{"method", &msg::label_method},
                         KeyLabel{"area", &msg::label_area},
                         KeyLabel{"forces", &msg::label_forces},
                         KeyLabel{"resources", &msg::label_resources},
                         KeyLabel{"schedule", &msg::label_schedule},
                         KeyLabel{"outputs", &msg::label_outputs},
                         KeyLabel{"sustainability", &msg::label_sustainability},
                         KeyLabel{"note", &msg::label_note},
                         KeyLabel{"campaign_year", &msg::label_campaign_year},
                         KeyLabel{"date", &msg::label_date},
                         KeyLabel{"basis", &msg::label_basis},
                         KeyLabel{"registration", &msg::label_registration}};

template <typename E>
std::string name_of_code(const std::string& value, Language language) {
    const auto parsed = parse_code<E>(value);
    return parsed ? std::string(name_of(*parsed).in(language)) : value;
}

std::string unit_name(const std::string& value, const Reading& reading) {
    territory::UnitId id;
    std::from_chars(value.data(), value.data() + value.size(), id.value);
    const auto* unit = reading.atlas.find(id, reading.today);
    return unit ? unit->full_name : value;
}

}  // namespace

const Message& name_of(Kind value) {
    return value == Kind::practice ? msg::kind_practice : msg::kind_exemplar;
}

const Message& name_of(OwnerType value) {
    static const std::array names{&msg::owner_collective, &msg::owner_individual, &msg::owner_household};
    return *names[static_cast<std::size_t>(value)];
}

const Message& name_of(Sector value) {
    static const std::array names{&msg::sector_party, &msg::sector_state, &msg::sector_front,
                                  &msg::sector_armed};
    return *names[static_cast<std::size_t>(value)];
}

const Message& name_of(Basis value) {
    return value == Basis::fresh ? msg::basis_new : msg::basis_maintained;
}

const Message& name_of(RecognitionLevel value) {
    static const std::array names{&msg::level_commune, &msg::level_district, &msg::level_province};
    return *names[static_cast<std::size_t>(value)];
}

const Message& name_of(State value) {
    static const std::array names{&msg::state_registered, &msg::state_running,   &msg::state_recognised,
                                  &msg::state_stopped,    &msg::state_suspended, &msg::state_not_recognised,
                                  &msg::state_revoked};
    return *names[static_cast<std::size_t>(value)];
}

const Message* label_of(std::string_view key) {
    const auto found = std::ranges::find(kLabels, key, &KeyLabel::key);
    return found == kLabels.end() ? nullptr : found->label;
}

std::string value_for_people(std::string_view key, const std::string& value, const Reading& reading,
                             const std::vector<Field>& fields, Language language) {
    if (value.empty()) return value;
    if (key == "kind") return name_of_code<Kind>(value, language);
    if (key == "owner_type") return name_of_code<OwnerType>(value, language);
    if (key == "sector") return name_of_code<Sector>(value, language);
    if (key == "unit") return unit_name(value, reading);
    if (key == "starts" || key == "ends") return partial_vietnamese(value);
    if (key != "field") return value;
    const auto found = std::ranges::find(fields, value, &Field::code);
    return found == fields.end() ? value : found->name;
}

}  // namespace kheo::registry
