// SPDX-License-Identifier: Apache-2.0
// What a template is filled with: a tree of texts, lists and records. A plain value; threads may share it
// while nobody changes it. Texts are UTF-8; a line break in a text becomes a line break in the document, a
// tab a tab.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kheo::document {

class Value {
  public:
    using List = std::vector<Value>;
    using Record = std::map<std::string, Value, std::less<>>;

    Value() : content_(std::string{}) {}                           // the empty text
    Value(std::string text) : content_(std::move(text)) {}         // NOLINT: implicit on purpose
    Value(std::string_view text) : content_(std::string(text)) {}  // NOLINT
    Value(const char* text) : content_(std::string(text)) {}       // NOLINT
    Value(List list) : content_(std::move(list)) {}                // NOLINT
    Value(Record record) : content_(std::move(record)) {}          // NOLINT

    const std::string* text() const { return std::get_if<std::string>(&content_); }
    const List* list() const { return std::get_if<List>(&content_); }
    const Record* record() const { return std::get_if<Record>(&content_); }

    /// Member of a record, or nullptr.
    const Value* find(std::string_view name) const;
    /// Does {{?name}} show its block? A text when it is not empty, a list when it has items, a record always.
    bool shown() const;

  private:
    std::variant<std::string, List, Record> content_;
};

}  // namespace kheo::document
