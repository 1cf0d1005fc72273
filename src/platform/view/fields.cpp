// SPDX-License-Identifier: Apache-2.0
// One form field: label, hint, error, control.
#include <algorithm>

#include "base/date.hpp"
#include "platform/view/input_parts.hpp"
#include "platform/view/views/choice_field.view.hpp"
#include "platform/view/views/control_field.view.hpp"

namespace kheo::view {

void field(Html& out, const Input& input) {
    if (input.kind == InputKind::radio || input.kind == InputKind::checkboxes)
        views::choice_field(out, input);
    else
        views::control_field(out, input);
}

std::string_view input_type(InputKind kind) {
    switch (kind) {
        case InputKind::search:
            return "search";
        case InputKind::number:
            return "number";
        case InputKind::email:
            return "email";
        case InputKind::password:
            return "password";
        case InputKind::file:
            return "file";
        default:
            return "text";
    }
}

bool is_chosen(const Input& input, std::string_view value) {
    if (input.kind != InputKind::checkboxes) return input.value == value;
    return std::find(input.values.begin(), input.values.end(), value) != input.values.end();
}

std::string shown_value(const Input& input) {
    if (input.kind != InputKind::date) return input.value;
    const auto day = Date::parse_iso(input.value);
    return day ? day->vietnamese() : input.value;
}

std::string described_by(const Input& input) {
    std::string out;
    if (!input.hint.empty()) out += "h-" + input.name;
    if (!input.error.empty()) out += (out.empty() ? "e-" : " e-") + input.name;
    return out;
}

}  // namespace kheo::view
