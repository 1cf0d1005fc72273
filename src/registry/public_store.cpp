// SPDX-License-Identifier: Apache-2.0
// What a public copy takes of the registry: the facts of docs/decisions/0010-public-facts.md and nothing
// else.
#include "registry/public_tables.hpp"

namespace kheo::registry {

namespace {

using db::PublicTable;

// A practice that at least one live registration names. Exemplars mostly are persons.
constexpr auto kInitiatives =
    "kind = 'practice' AND EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = initiative.id AND "
    "r.undone_at IS NULL)";
constexpr auto kForms =
    "EXISTS (SELECT 1 FROM initiative i JOIN registration r ON r.initiative_id = i.id "
    "WHERE i.id = initiative_form.initiative_id AND i.kind = 'practice' AND r.undone_at IS NULL)";
constexpr auto kRegistrations =
    "undone_at IS NULL AND EXISTS (SELECT 1 FROM initiative i WHERE i.id = registration.initiative_id AND "
    "i.kind = 'practice')";
constexpr auto kThemesOf =
    "EXISTS (SELECT 1 FROM initiative i JOIN registration r ON r.initiative_id = i.id "
    "WHERE i.id = initiative_theme.initiative_id AND i.kind = 'practice' AND r.undone_at IS NULL)";
constexpr auto kThemes =
    "EXISTS (SELECT 1 FROM initiative_theme t JOIN initiative i ON i.id = t.initiative_id "
    "JOIN registration r ON r.initiative_id = i.id "
    "WHERE t.theme_id = theme.id AND i.kind = 'practice' AND r.undone_at IS NULL)";
// A body's name; of a person, a household or an owner of no stated kind not even the kind.
constexpr auto kCollective = "owner_type = 'collective'";

PublicTable forms() {
    return {"initiative_form",
            {{"initiative_id"},
             {"problem"},
             {"goals"},
             {"method"},
             {"area"},
             {"forces"},
             {"resources"},
             {"schedule"},
             {"outputs"},
             {"sustainability"}},
            kForms};
}

}  // namespace

std::vector<PublicTable> public_tables(bool demonstration) {
    std::vector<PublicTable> tables{
        {"field_code",
         {{"id"},
          {"movement"},
          {"code"},
          {"position"},
          {"name"},
          {"variants"},
          {"valid_from"},
          {"valid_to"},
          {"legal_basis"}}},
        {"initiative",
         {{"id"},
          {"number"},
          {"kind"},
          {"title"},
          {"title_folded"},
          {"title_sort"},
          {"owner_type", kCollective},
          {"owner_text", kCollective},
          {"sector"},
          {"field"},
          {"unit_id"},
          {"starts"},
          {"ends"},
          {"state"},
          {"updated_at"}},
         kInitiatives},
        {"theme", {{"id"}, {"name"}, {"name_folded"}}, kThemes},
        {"initiative_theme", {{"initiative_id"}, {"theme_id"}}, kThemesOf},
        {"registration",
         {{"id"}, {"initiative_id"}, {"campaign_year"}, {"date"}, {"date_precision"}, {"basis"}, {"unit_id"}},
         kRegistrations}};
    if (demonstration) tables.push_back(forms());
    return tables;
}

}  // namespace kheo::registry
