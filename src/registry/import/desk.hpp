// SPDX-License-Identifier: Apache-2.0
// Where uploaded lists are worked on: keeps the files, reads and saves them on one worker thread, counts the
// progress, stops on request. A list that is cancelled leaves nothing behind: rows are saved in one
// transaction. Safe to share between threads; made once by app, ended before the database closes.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/auth/principal.hpp"
#include "registry/import/upload.hpp"

namespace kheo::registry::import {

struct DeskServices {
    db::Database& database;
    const Clock& clock;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;  // the current snapshot
    std::filesystem::path files;                                     // uploads stand here under their SHA-256
};

struct Given {
    std::string request_key, file_name, unit_code;
    std::optional<Date> date;
    std::string_view content;
};

/// What a person corrects; empty parts stay as they are, decisions are merged into the earlier ones.
struct Change {
    std::optional<std::string> unit_code = {};
    std::optional<Date> date = {};
    std::optional<std::vector<ColumnChoice>> choices = {};
    std::vector<Decision> decisions = {};
};

class Desk {
  public:
    explicit Desk(DeskServices services);
    ~Desk();
    Desk(const Desk&) = delete;

    /// Keeps the file and begins to read it. The same request_key answers the first upload when
    /// person and content are the same too.
    Result<UploadId> receive(const Given& given, const auth::Principal& who);
    /// Reads the list again with other hints, columns or decisions; refused (conflict) once it is being
    /// saved.
    Result<> reread(UploadId id, const Change& change, const auth::Principal& who);
    /// Begins to save the valid rows; refused (conflict) unless the list is ready.
    Result<> save(UploadId id, const auth::Principal& who);
    /// Stops reading or saving, or drops a list that is ready. Nothing of it is kept, also not the file;
    /// refused (conflict) when it was saved before.
    Result<> cancel(UploadId id);
    /// Takes up again what the end of a process cut off: reading begins anew, saving goes back to ready.
    Result<> revive(const Upload& upload, const auth::Principal& who);
    /// Waits until the worker has left the list, at most so long; for short lists.
    void wait(UploadId id, std::chrono::milliseconds at_most) const;

    WorkProgress progress(UploadId id) const;
    /// What the list says, with the decisions applied and rows outside who's units left out; computed again
    /// when it is no longer in memory.
    Result<std::shared_ptr<const Analysis>> analysis(const Upload& upload, const auth::Principal& who);
    Result<std::string> content(const Upload& upload) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace kheo::registry::import
