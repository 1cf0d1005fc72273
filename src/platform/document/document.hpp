// SPDX-License-Identifier: Apache-2.0
// The door of documents: a Word file written in an office, with {{fields}} in it, filled with a Value; and
// the same Word file shown as a page. No office program is needed. Pure functions on bytes; safe from any
// thread.
//
// In a template:
//   {{name}}  {{unit.name}}      a field; looked up in the innermost record first, then outward
//   {{.}}                        the item itself, in a list of texts
//   {{#name}} … {{/name}}        once per item of a list; once when a text is not empty or for a record
//   {{?name}} … {{/name}}        once when {{#name}} would show anything: around a whole table, say
//   {{^name}} … {{/name}}        once when {{#name}} would show nothing
// A block may lie inside one paragraph, or begin and end in paragraphs of their own (which vanish), or begin
// in one cell and end in another cell of the same or a later row (then the rows are repeated). Placeholders
// that Word has split over several runs are joined first. Formatting is the template's.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/document/value.hpp"

namespace kheo::document {

inline constexpr std::string_view kDocxType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The filled document. Same template and value, same bytes: entries carry a fixed time. Errors (invalid):
/// not a .docx, too large, macros, broken XML, unknown field, unclosed or crossing block; the sentence says
/// where.
Result<std::string> fill_template(std::string_view docx, const Value& value);

/// The document as an HTML fragment (<div class="giay">…): what it will look like on paper, for a preview and
/// for printing from a browser. Only classes of paper_css(), no inline style, all text escaped.
Result<std::string> to_html(std::string_view docx);

/// Style sheet of to_html: the classes, and A4 paper with the form's margins when printed.
std::string paper_css();

}  // namespace kheo::document
