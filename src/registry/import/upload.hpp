// SPDX-License-Identifier: Apache-2.0
// An uploaded list and where it stands, as kept in import_upload (migration 0025).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/import/decisions.hpp"
#include "registry/registry.hpp"

namespace kheo::registry::import {

using UploadId = Id<struct ImportUploadTag>;

enum class UploadState { reading, ready, refused, saving, saved, cancelled };
std::string_view code(UploadState state);

struct Upload {
    UploadId id;
    std::string request_key, file_name, sha256;
    std::int64_t bytes = 0;
    std::string unit_code;     // the sender as the person named it; "" = as the list says
    std::optional<Date> date;  // of the list, as the person named it
    std::vector<ColumnChoice> choices;
    std::vector<Decision> decisions;
    UploadState state = UploadState::reading;
    std::string refusal, refusal_text;
    std::int64_t rows = 0, valid = 0;
    BatchId batch;
    Millis created_at = 0;
    auth::UserId created_by;
};

/// Of a list that is being read or saved.
struct WorkProgress {
    std::size_t done = 0, total = 0;  // rows; total 0 = not known yet
};

}  // namespace kheo::registry::import
