// SPDX-License-Identifier: Apache-2.0
#include "registry/import/file_remarks.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "registry/import/messages.gen.hpp"

namespace kheo::registry::import {

namespace {

void add_totals(std::vector<FileRemark>& out, const Analysis& analysis) {
    for (const auto& skipped : analysis.skipped)
        if (skipped.mismatch())
            out.push_back({"total_mismatch",
                           {msg::file_total_mismatch,
                            {{"row", std::to_string(skipped.row)},
                             {"printed", format_count(*skipped.printed)},
                             {"counted", format_count(*skipped.counted)}}}});
}

}  // namespace

std::vector<FileRemark> file_remarks(const Analysis& analysis, Reader reader) {
    const bool page = reader == Reader::page;
    std::vector<FileRemark> out;
    if (const auto& conflict = analysis.sender.conflict)
        out.push_back({"sender_mismatch",
                       {page ? msg::file_sender_mismatch : msg::cli_sender_mismatch,
                        {{"printed", conflict->printed}, {"chosen", conflict->chosen}}}});
    if (analysis.date_assumed)
        out.push_back({"date_assumed",
                       {page ? msg::date_assumed : msg::cli_date_assumed,
                        {{"date", analysis.list_date.vietnamese()}}}});
    add_totals(out, analysis);
    const auto add = [&](const std::string& code, const Sentence& sentence) {
        if (std::ranges::find(analysis.file_problems, code) != analysis.file_problems.end())
            out.push_back({code, sentence});
    };
    add("hidden_column", msg::file_hidden_column);
    add("other_sheet_ignored", {msg::file_other_sheet_ignored, {{"sheet", analysis.list_sheet}}});
    add("formula_cell", msg::file_formula_cell);
    add("legacy_encoding", msg::file_legacy_encoding);
    return out;
}

}  // namespace kheo::registry::import
