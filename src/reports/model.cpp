// SPDX-License-Identifier: Apache-2.0
#include "reports/model.hpp"

namespace kheo::reports {

std::string_view code(Kind kind) {
    return kind == Kind::half_year ? "half_year" : "annual";
}

std::optional<Kind> parse_kind(std::string_view text) {
    if (text == "half_year") return Kind::half_year;
    if (text == "annual") return Kind::annual;
    return std::nullopt;
}

std::string_view code(Form form) {
    return form == Form::state ? "state" : "party";
}

std::optional<Format> parse_format(std::string_view text) {
    if (text == "docx") return Format::docx;
    if (text == "html") return Format::html;
    return std::nullopt;
}

}  // namespace kheo::reports
