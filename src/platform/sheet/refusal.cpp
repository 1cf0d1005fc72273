// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/refusal.hpp"

#include <array>

#include "platform/sheet/messages.gen.hpp"

namespace kheo::sheet {

namespace {

struct Row {
    Refusal why;
    const char* code;
    const Message* message;
};

const std::array kRefusals = {
    Row{Refusal::corrupt_archive, "corrupt_archive", &msg::corrupt_archive},
    Row{Refusal::wrong_type, "wrong_type", &msg::wrong_type},
    Row{Refusal::empty_workbook, "empty_workbook", &msg::empty_workbook},
    Row{Refusal::archive_bomb, "archive_bomb", &msg::archive_bomb},
    Row{Refusal::xml_doctype, "xml_doctype", &msg::xml_doctype},
    Row{Refusal::has_macros, "has_macros", &msg::has_macros},
    Row{Refusal::encrypted, "encrypted", &msg::encrypted},
};

bool is_known(const std::string& extension) {
    return extension.empty() || extension == "xlsx" || extension == "xls" || extension == "ods" ||
           extension == "csv" || extension == "xlsm";
}

}  // namespace

Error refusal(Refusal why, std::string detail) {
    const auto& row = kRefusals.at(static_cast<std::size_t>(why));
    return Error{ErrorKind::invalid, Sentence(*row.message), {}, std::move(detail), row.code};
}

Error wrong_type(const std::string& extension, std::string detail) {
    const auto& message = is_known(extension) ? msg::wrong_type : msg::unknown_extension;
    auto shown = extension.empty() ? "" : "." + extension.substr(0, 20);
    return Error{ErrorKind::invalid,
                 Sentence(message, {{"extension", std::move(shown)}}),
                 {},
                 std::move(detail),
                 "wrong_type"};
}

}  // namespace kheo::sheet
