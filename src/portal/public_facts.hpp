// SPDX-License-Identifier: Apache-2.0
// Which facts of the registry anybody may read, and their words. Pure functions. The rules and their reasons:
// docs/decisions/0010-public-facts.md.
#pragma once

#include <string>
#include <string_view>

#include "portal/model.hpp"
#include "registry/registry.hpp"

namespace kheo::portal {

/// Only practices: an exemplar's title mostly names a person, whose consent nothing records yet.
bool is_public(const registry::Statement& statement);

/// The condition that makes a list public.
void keep_public(registry::ListQuery& query);

/// The owner's name where it is a collective; else "".
std::string public_owner(const registry::Statement& statement);

/// Texts of the registration form: only in a demonstration, until an editor can publish them.
bool shows_texts(bool demonstration);

/// Name of a field: translated for the fields known to the catalogue, else as the code list has it.
view::Label field_label(std::string_view code, const std::vector<registry::Field>& fields);

/// Name of the illustration in web/img by field, "art-economy.svg"; `turn` varies it where there are several.
std::string_view art_of(std::string_view field_code, std::int64_t turn);

/// "2024-03" → "03/2024", "2024-Q3" → "Q3/2024"; others as they are.
std::string readable_date(std::string_view partial);

/// Paragraphs of a typed text: cut at line breaks, empty ones dropped.
std::vector<std::string> paragraphs(std::string_view text);

}  // namespace kheo::portal
