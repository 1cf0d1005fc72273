// SPDX-License-Identifier: Apache-2.0
// Private to platform/archive: the words both directions share.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "platform/db/schema.hpp"

namespace kheo::archive {

using Json = nlohmann::ordered_json;

inline constexpr std::string_view kFormat = "kheo archive";
inline constexpr int kFormatVersion = 1;
inline constexpr std::string_view kDictionary = "dictionary.json";
inline constexpr std::string_view kVersionTable = "schema_migration";

/// Of a member that is read whole: the dictionary, the manifest (some 200 bytes per attached file).
inline constexpr std::size_t kLongestText = 64UL << 20;

/// "tables/setting.csv".
std::string member_of(const db::Table& table);

/// Schema, tables, columns and what they mean.
Json dictionary_json(std::span<const db::Table> tables, std::span<const int> schema);

/// What the installation's key signs.
std::string signed_text(std::string_view manifest);

}  // namespace kheo::archive
