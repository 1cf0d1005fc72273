// SPDX-License-Identifier: Apache-2.0
#include "portal/public_facts.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "portal/messages.gen.hpp"

namespace kheo::portal {

namespace {

struct KnownField {
    std::string_view code;
    const Message& name;
    std::string_view art;
};

const std::array<KnownField, 4>& known_fields() {
    static const std::array<KnownField, 4> kFields{
        {{"economy", msg::field_economy, "art-economy.svg"},
         {"culture_society", msg::field_culture_society, "art-culture_society.svg"},
         {"defence_security", msg::field_defence_security, "art-defence_security.svg"},
         {"political_system", msg::field_political_system, "art-political_system.svg"}}};
    return kFields;
}

}  // namespace

bool is_public(const registry::Statement& statement) {
    return statement.kind == registry::Kind::practice;
}

void keep_public(registry::ListQuery& query) {
    query.kind = registry::code(registry::Kind::practice);
}

std::string public_owner(const registry::Statement& statement) {
    return statement.owner_type == registry::OwnerType::collective ? statement.owner_text : std::string();
}

bool shows_texts(bool demonstration) {
    return demonstration;
}

view::Label field_label(std::string_view code, const std::vector<registry::Field>& fields) {
    for (const auto& known : known_fields())
        if (known.code == code) return known.name;
    for (const auto& field : fields)
        if (field.code == code) return field.name;
    return std::string(code);
}

std::string_view art_of(std::string_view field_code, std::int64_t turn) {
    static constexpr std::array<std::string_view, 3> kSociety{"art-culture_society.svg",
                                                              "art-environment.svg", "art-street.svg"};
    if (field_code == "culture_society") return kSociety[static_cast<std::size_t>(turn % 3)];
    for (const auto& known : known_fields())
        if (known.code == field_code) return known.art;
    return kSociety.back();
}

std::string readable_date(std::string_view partial) {
    if (const auto date = Date::parse_iso(partial)) return date->vietnamese();
    if (partial.size() == 7 && partial[4] == '-')
        return std::string(partial.substr(5)) + '/' + std::string(partial.substr(0, 4));
    return std::string(partial);
}

std::vector<std::string> paragraphs(std::string_view text) {
    std::vector<std::string> out;
    for (const auto line : split(text, '\n'))
        if (const auto trimmed = trim(line); !trimmed.empty()) out.emplace_back(trimmed);
    return out;
}

}  // namespace kheo::portal
