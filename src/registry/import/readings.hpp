// SPDX-License-Identifier: Apache-2.0
// What uploaded lists say, with the decisions of their person applied; the last few stay in memory, for a
// wizard asks again on every page. Safe to share between threads.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "registry/import/analysis.hpp"
#include "registry/import/kept_files.hpp"

namespace kheo::registry::import {

class Readings {
  public:
    using AtlasSource = std::function<std::shared_ptr<const territory::Atlas>()>;
    Readings(db::Database& database, const Clock& clock, AtlasSource atlas, const KeptFiles& files);

    /// What the list says to this person: a copy in which rows of units that are not theirs are left out.
    /// Stops (Error code "cancelled") when progress answers false.
    Result<std::shared_ptr<const Analysis>> of(const Upload& upload, const auth::Principal& who,
                                               const Progress& progress);

  private:
    /// Before anybody's scope; made_of: the hints and decisions behind it.
    struct Remembered {
        std::string made_of;
        std::shared_ptr<const Analysis> analysis;
    };
    using Shared = std::shared_ptr<const Analysis>;
    Result<Shared> known(const Upload& upload, const Progress& progress);
    Result<Shared> read(const Upload& upload, const Progress& progress) const;
    Shared remembered(const Upload& upload) const;
    void remember(const Upload& upload, Shared analysis);

    db::Database& database_;
    const Clock& clock_;
    AtlasSource atlas_;
    const KeptFiles& files_;
    mutable std::mutex mutex_;
    std::map<UploadId, Remembered> remembered_;
};

}  // namespace kheo::registry::import
