// SPDX-License-Identifier: Apache-2.0
#include "registry/import/marked.hpp"

#include "platform/sheet/annotate.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/texts.hpp"

namespace kheo::registry::import {

namespace {

sheet::Severity severity_of(const Row& row, const Remark& remark) {
    const auto tone = problem_label(remark.code).tone;
    if (tone == view::Tone::bad && !row.saved()) return sheet::Severity::error;
    return tone == view::Tone::info ? sheet::Severity::information : sheet::Severity::warning;
}

std::string text_of(const Remark& remark) {
    auto text = remark.sentence.in(Language::vi);
    if (remark.suggestions.empty()) return text;
    std::string options;
    for (const auto& suggestion : remark.suggestions)
        options += (options.empty() ? "" : "; ") + suggestion.text;
    return text + ' ' + Sentence(msg::suggested, {{"options", options}}).in(Language::vi);
}

}  // namespace

Result<std::string> marked_file(std::string_view original, std::string_view file_name,
                                const Analysis& analysis) {
    sheet::SheetRemarks marks{analysis.list_sheet, analysis.header_row, {}};
    for (const auto& row : analysis.rows)
        for (const auto& remark : row.remarks) {
            sheet::Remark mark{row.row - 1, {}, text_of(remark), severity_of(row, remark)};
            if (remark.column >= 0) mark.columns.push_back(remark.column);
            marks.remarks.push_back(std::move(mark));
        }
    for (const auto& skipped : analysis.skipped)
        if (skipped.mismatch())
            marks.remarks.push_back(
                {skipped.row - 1,
                 {},
                 Sentence(msg::file_total_mismatch, {{"row", std::to_string(skipped.row)},
                                                     {"printed", std::to_string(*skipped.printed)},
                                                     {"counted", std::to_string(*skipped.counted)}})
                     .in(Language::vi),
                 sheet::Severity::warning});
    return sheet::annotate(original, file_name, {marks});
}

}  // namespace kheo::registry::import
