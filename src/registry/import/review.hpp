// SPDX-License-Identifier: Apache-2.0
// An analysis → the review page of the wizard, and the form of that page → decisions. Pure.
#pragma once

#include "platform/http/message.hpp"
#include "registry/import/analysis.hpp"
#include "registry/import/upload.hpp"
#include "registry/import/views.hpp"

namespace kheo::registry::import {

struct ReviewRequest {
    bool all = false;
    int page = 1;
};

/// example: first cell text below a column's header, by column.
ReviewPage review_page(const Upload& upload, const Analysis& analysis, const std::vector<Field>& fields,
                       const ReviewRequest& request);

/// What the form of the review page says about rows; a unit may be written as a code or a name.
std::vector<Decision> read_decisions(const http::Fields& form, const Analysis& analysis,
                                     const territory::Atlas& atlas);

/// Corrected roles of columns; only what differs from the analysis.
std::vector<ColumnChoice> read_choices(const http::Fields& form, const Analysis& analysis,
                                       const std::vector<ColumnChoice>& before);

}  // namespace kheo::registry::import
