// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/refusal.hpp"

#include <array>

#include "platform/sheet/foreign.hpp"
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

/// The bytes tell more than the name, but a name tells more than "some text" or "some archive".
Foreign kind_of(const std::string& extension, Foreign content) {
    const bool vague = content == Foreign::unknown || content == Foreign::text || content == Foreign::archive;
    const auto named = vague ? foreign_name(extension) : Foreign::unknown;
    return named == Foreign::unknown ? content : named;
}

std::string proper_extension(Foreign kind) {
    if (kind == Foreign::xls) return ".xls";
    return kind == Foreign::ods ? ".ods" : ".xlsx";
}

const Message& message_of(Foreign kind, bool known_extension) {
    switch (kind) {
        case Foreign::document:
            return msg::is_document;
        case Foreign::slides:
            return msg::is_slides;
        case Foreign::pdf:
            return msg::is_pdf;
        case Foreign::picture:
            return msg::is_picture;
        case Foreign::web_page:
            return msg::is_web_page;
        case Foreign::xlsb:
            return msg::is_xlsb;
        case Foreign::numbers:
            return msg::is_numbers;
        case Foreign::shortcut:
            return msg::is_shortcut;
        case Foreign::archive:
            return msg::is_archive;
        case Foreign::program:
            return msg::is_program;
        case Foreign::xlsx:
        case Foreign::xls:
        case Foreign::ods:
            return msg::is_misnamed;
        case Foreign::text:
        case Foreign::unknown:
            break;
    }
    if (!known_extension) return msg::unknown_extension;
    return kind == Foreign::text ? msg::is_text : msg::wrong_type;
}

}  // namespace

Error refusal(Refusal why, std::string detail) {
    const auto& row = kRefusals.at(static_cast<std::size_t>(why));
    return Error{ErrorKind::invalid, Sentence(*row.message), {}, std::move(detail), row.code};
}

Error wrong_type(const std::string& extension, Foreign content, std::string detail) {
    const auto kind = kind_of(extension, content);
    auto shown = extension.empty() ? "" : "." + extension.substr(0, 20);
    return Error{ErrorKind::invalid,
                 Sentence(message_of(kind, is_known(extension)),
                          {{"extension", std::move(shown)}, {"proper", proper_extension(kind)}}),
                 {},
                 std::move(detail),
                 "wrong_type"};
}

}  // namespace kheo::sheet
