// SPDX-License-Identifier: Apache-2.0
#include "platform/form/form.hpp"

#include <algorithm>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "platform/form/messages.gen.hpp"
#include "platform/view/errors.hpp"

namespace kheo::form {

namespace {

template <typename F>
void each_field(const Form& form, F&& act) {
    for (const auto& group : form.groups)
        for (const auto& field : group.fields) act(field);
}

bool has_options(const Field& field) {
    return field.kind == Kind::select || field.kind == Kind::radio || field.kind == Kind::many;
}

bool is_option(const Field& field, std::string_view value) {
    return std::ranges::any_of(field.options,
                               [&](const view::Option& option) { return option.value == value; });
}

std::optional<Sentence> problem_of(const Field& field, const std::vector<std::string>& values) {
    const bool empty = std::ranges::all_of(values, [](const auto& value) { return trim(value).empty(); });
    if (empty) return field.missing ? std::optional<Sentence>(*field.missing) : std::nullopt;
    for (const auto& value : values) {
        if (has_options(field) && !value.empty() && !is_option(field, value))
            return Sentence(msg::not_an_option);
        if (field.max_length > 0 && length(value) > static_cast<std::size_t>(field.max_length))
            return Sentence(msg::too_long,
                            {{"limit", format_count(field.max_length)},
                             {"length", format_count(static_cast<std::int64_t>(length(value)))}});
    }
    return std::nullopt;
}

view::InputKind input_kind(Kind kind) {
    switch (kind) {
        case Kind::line:
            return view::InputKind::text;
        case Kind::block:
            return view::InputKind::textarea;
        case Kind::select:
            return view::InputKind::select;
        case Kind::radio:
            return view::InputKind::radio;
        case Kind::many:
            return view::InputKind::checkboxes;
    }
    return view::InputKind::text;
}

view::Label label_or_none(const Message* message) {
    return message ? view::Label(*message) : view::Label();
}

}  // namespace

const Field* Form::find(std::string_view key) const {
    const Field* found = nullptr;
    each_field(*this, [&](const Field& field) {
        if (field.key == key) found = &field;
    });
    return found;
}

std::string_view Values::get(std::string_view key) const {
    const auto found = values_.find(key);
    return found == values_.end() || found->second.empty() ? std::string_view{} : found->second.front();
}

std::vector<std::string> Values::all(std::string_view key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? std::vector<std::string>{} : found->second;
}

Values read(const Form& form, const http::Fields& sent) {
    Values values;
    each_field(form, [&](const Field& field) {
        std::vector<std::string> typed;
        for (const auto value : sent.all(field.key)) typed.emplace_back(nfc(value));
        values.set(field.key, std::move(typed));
    });
    return values;
}

std::vector<FieldError> check(const Form& form, const Values& values) {
    std::vector<FieldError> errors;
    each_field(form, [&](const Field& field) {
        if (auto problem = problem_of(field, values.all(field.key)))
            errors.push_back({field.key, *std::move(problem)});
    });
    return errors;
}

void render(view::Html& out, const Group& group, const Values& values, std::span<const FieldError> errors) {
    for (const auto& field : group.fields)
        view::field(out, {.name = field.key,
                          .label = label_or_none(field.label),
                          .kind = input_kind(field.kind),
                          .value = std::string(values.get(field.key)),
                          .values = values.all(field.key),
                          .hint = label_or_none(field.hint),
                          .error = view::error_of(errors, field.key),
                          .options = field.options,
                          .required = field.missing != nullptr,
                          .max_length = field.max_length,
                          .rows = field.rows});
}

std::string shown(const Field& field, std::string_view value, Language language) {
    for (const auto& option : field.options)
        if (option.value == value && has_options(field)) return option.label.in(language);
    return std::string(value);
}

std::vector<Column> columns(const Form& form, Language language) {
    std::vector<Column> out;
    each_field(form, [&](const Field& field) {
        out.push_back({field.key, std::string(field.label->in(language))});
    });
    return out;
}

const Field* field_of_column(const Form& form, std::string_view title, Language language) {
    const Field* found = nullptr;
    each_field(form, [&](const Field& field) {
        if (!found && fold_words(field.label->in(language)) == fold_words(title)) found = &field;
    });
    return found;
}

std::string value_of_cell(const Field& field, std::string_view cell, Language language) {
    const auto said = fold_words(cell);
    for (const auto& option : field.options)
        if (fold_words(option.label.in(language)) == said || fold_words(option.value) == said)
            return option.value;
    return field.kind == Kind::block ? tidy_lines(cell) : tidy(cell);
}

}  // namespace kheo::form
