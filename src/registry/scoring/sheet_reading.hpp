// SPDX-License-Identifier: Apache-2.0
// A score sheet as typed, and as a form is filled from what is kept. Pure.
#pragma once

#include "platform/http/message.hpp"
#include "registry/scoring/sheet.hpp"
#include "registry/scoring/sheet_views.hpp"

namespace kheo::registry::scoring {

/// What a request sent, read by the rubric: p-<criterion> points, e-… evidence, f-… attachments, n-… note,
/// remark, row_version. Unreadable points are errors of their box.
struct TypedSheet {
    Sheet sheet;
    std::vector<FieldError> errors;
};
TypedSheet read_sheet(const Rubric& rubric, const http::Fields& sent);

/// A photo or paper as a box shows it.
AttachedFile attached_file(const file::Attachment& file, bool ticked);

/// The boxes of a sheet; kept and self may be absent. Of `files`, those that the boxes tick or show.
SheetForm form_of(const Rubric& rubric, const Sheet* kept, const Sheet* self,
                  const std::vector<file::Attachment>& files);
/// Puts what was typed into the boxes, and each box's error beside it.
void fill_typed(SheetForm& form, const http::Fields& sent, Error error);

}  // namespace kheo::registry::scoring
