// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/refusal.hpp"

#include <algorithm>
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

struct ForeignRow {
    Foreign kind;
    const Message* message;
};

/// What has one sentence under every name.
constexpr std::array kForeign = {
    ForeignRow{Foreign::document, &msg::is_document}, ForeignRow{Foreign::slides, &msg::is_slides},
    ForeignRow{Foreign::pdf, &msg::is_pdf},           ForeignRow{Foreign::picture, &msg::is_picture},
    ForeignRow{Foreign::web_page, &msg::is_web_page}, ForeignRow{Foreign::xlsb, &msg::is_xlsb},
    ForeignRow{Foreign::numbers, &msg::is_numbers},   ForeignRow{Foreign::shortcut, &msg::is_shortcut},
    ForeignRow{Foreign::archive, &msg::is_archive},   ForeignRow{Foreign::program, &msg::is_program},
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
    const auto* known = std::ranges::find(kForeign, kind, &ForeignRow::kind);
    if (known != kForeign.end()) return *known->message;
    const bool workbook = kind == Foreign::xlsx || kind == Foreign::xls || kind == Foreign::ods;
    const bool misnamed = workbook && !extension.empty() && proper_extension(kind) != "." + extension;
    return misnamed ? msg::is_misnamed : message_of_unknown(kind, extension);
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
