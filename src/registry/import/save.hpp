// SPDX-License-Identifier: Apache-2.0
// From an analysis to registrations: which rows are saved, at which finest unit, in one transaction. What the
// registry does with a row (new initiative, one more year, unchanged) is its own rule (registry.hpp,
// register_rows).
#pragma once

#include <functional>
#include <string>

#include "registry/import/analysis.hpp"
#include "registry/registry.hpp"

namespace kheo::registry::import {

struct Outcome {
    BatchId batch;
    std::int64_t saved = 0, unchanged = 0, rejected = 0;
};

struct SourceFile {
    std::string name, sha256;
};

/// Saves all rows that may be saved; nothing is half done when it fails or stops. progress false = stop
/// (Error code "cancelled").
Result<Outcome> save(db::Transaction& tx, const Analysis& analysis, const SourceFile& file,
                     const territory::Atlas& atlas, const Actor& actor, const Progress& progress = {});

}  // namespace kheo::registry::import
