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
    return extension == "xlsx" || extension == "xls" || extension == "ods" || extension == "csv" ||
           extension == "xlsm";
}

/// The bytes tell more than the name, but a name tells more than "some text" or "some archive".
Foreign kind_of(const std::string& extension, Foreign content) {
    const bool of_apple = content == Foreign::numbers && (extension == "pages" || extension == "key");
    const bool vague =
        content == Foreign::unknown || content == Foreign::text || content == Foreign::archive || of_apple;
    const auto named = vague ? foreign_name(extension) : Foreign::unknown;
    return named == Foreign::unknown ? content : named;
}

std::string proper_extension(Foreign kind) {
    if (kind == Foreign::xls) return ".xls";
    return kind == Foreign::ods ? ".ods" : ".xlsx";
}

/// Where neither content nor name tells anything: no sentence may quote an extension that is not there, or
/// advise the one that is.
const Message& message_of_unknown(Foreign kind, const std::string& extension) {
    if (extension.empty()) return msg::not_a_list;
    if (!is_known(extension)) return msg::unknown_extension;
    return kind == Foreign::text && extension != "csv" ? msg::is_text : msg::wrong_type;
}

const Message& message_of(Foreign kind, const std::string& extension) {
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
            if (extension.empty() || proper_extension(kind) == "." + extension) break;
            return msg::is_misnamed;
        case Foreign::text:
        case Foreign::unknown:
            break;
    }
    return message_of_unknown(kind, extension);
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
                 Sentence(message_of(kind, extension),
                          {{"extension", std::move(shown)}, {"proper", proper_extension(kind)}}),
                 {},
                 std::move(detail),
                 "wrong_type"};
}

Error odd_character(int line) {
    return Error{ErrorKind::invalid,
                 Sentence(msg::odd_character, {{"line", std::to_string(line)}}),
                 {},
                 "a control character in a text file",
                 "wrong_type"};
}

}  // namespace kheo::sheet
