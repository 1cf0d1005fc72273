// SPDX-License-Identifier: Apache-2.0
#include "platform/archive/format.hpp"

#include "base/digest.hpp"
#include "platform/db/migrations.hpp"

namespace kheo::archive {

namespace {

constexpr std::string_view kWords =
    "CSV after RFC 4180, UTF-8, lines end with CR LF, the first line names the columns. NULL is an empty "
    "field, an "
    "empty text is \"\"; texts stand in quotes, numbers never; bytes are \\x and hexadecimal digits. Columns "
    "that "
    "end in _at hold UTC milliseconds since 1970; dates are YYYY-MM-DD in Asia/Ho_Chi_Minh. manifest.json "
    "holds "
    "size, SHA-256 and rows of every member.";

Json column_json(const db::Table& table, const db::Column& column,
                 const std::map<std::string, std::string>& comments) {
    Json json{
        {"name", column.name}, {"type", db::column_type_name(column.type)}, {"nullable", column.nullable}};
    if (column.key > 0) json["key"] = column.key;
    if (!column.references.empty()) json["references"] = column.references;
    if (const auto found = comments.find(table.name + "." + column.name); found != comments.end())
        json["meaning"] = found->second;
    return json;
}

}  // namespace

std::string member_of(const db::Table& table) {
    return "tables/" + table.name + ".csv";
}

Json dictionary_json(std::span<const db::Table> tables, std::span<const int> schema) {
    const auto comments = db::schema_comments(db::all_migrations());
    Json json{{"format", kFormat}, {"version", kFormatVersion}, {"words", kWords}, {"schema", schema}};
    json["tables"] = Json::array();
    for (const auto& table : tables) {
        const auto meaning = comments.find(table.name);
        Json entry{{"name", table.name},
                   {"file", member_of(table)},
                   {"meaning", meaning == comments.end() ? "" : meaning->second}};
        for (const auto& column : table.columns)
            entry["columns"].push_back(column_json(table, column, comments));
        json["tables"].push_back(std::move(entry));
    }
    return json;
}

std::string signed_text(std::string_view manifest) {
    Sha256 digest;
    digest.add(manifest);
    return "kheo archive manifest 1" + digest.value();
}

}  // namespace kheo::archive
