// SPDX-License-Identifier: Apache-2.0
// One description of a form (architecture.md, idea 5): the fields of a dossier are declared once; from it
// come the HTML, the reading of what was typed, all errors at once, and the columns of a spreadsheet. A Form
// is a plain value, made per request because its options may be dated; nothing here is shared between
// threads.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "platform/http/message.hpp"
#include "platform/view/components.hpp"

namespace kheo::form {

enum class Kind {
    line,    // one line of text, kept tidy
    block,   // several lines
    select,  // one of the options; the first may be empty
    radio,   // one of few options, all visible
    many,    // any of the options
};

struct Field {
    std::string key;  // name in HTML, key of errors
    const Message* label = nullptr;
    Kind kind = Kind::line;
    const Message* hint = nullptr;
    const Message* missing = nullptr;  // required when set: what to say when it is empty
    int max_length = 0;                // characters; 0 = the limit of the request alone
    int rows = 4;                      // of a block
    std::vector<view::Option> options{};
};

/// Fields that stand together under a heading.
struct Group {
    const Message* title = nullptr;
    std::vector<Field> fields;
};

struct Form {
    std::vector<Group> groups;

    const Field* find(std::string_view key) const;
};

/// What stands in each field, as typed: it is shown again when the form comes back.
class Values {
  public:
    std::string_view get(std::string_view key) const;  // first value, "" when absent
    std::vector<std::string> all(std::string_view key) const;
    void set(std::string key, std::string value) { values_[std::move(key)] = {std::move(value)}; }
    void set(std::string key, std::vector<std::string> values) {
        values_[std::move(key)] = std::move(values);
    }

  private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

/// Takes the form's own fields from a request; anything else that was sent is ignored.
Values read(const Form& form, const http::Fields& sent);

/// Everything wrong with the values at once, in the order of the fields: missing, too long, not one of the
/// options.
std::vector<FieldError> check(const Form& form, const Values& values);

/// Prints the fields of a group with their values and errors.
void render(view::Html& out, const Group& group, const Values& values, std::span<const FieldError> errors);

/// How a value reads for people: the label of an option, else the value.
std::string shown(const Field& field, std::string_view value, Language language);

/// A column of a spreadsheet made of, or read into, this form.
struct Column {
    std::string key;
    std::string title;  // the field's label
};
std::vector<Column> columns(const Form& form, Language language);

/// The field whose label a column's title repeats, compared after folding; nullptr when none does.
const Field* field_of_column(const Form& form, std::string_view title, Language language);

/// A cell's text as the field's value: the option whose label or value it repeats after folding, else the
/// text itself (check() then says that it is none of the options).
std::string value_of_cell(const Field& field, std::string_view cell, Language language);

}  // namespace kheo::form
