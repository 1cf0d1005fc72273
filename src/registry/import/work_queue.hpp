// SPDX-License-Identifier: Apache-2.0
// Which uploads are being worked on: one job per upload, in this process and every other on the same data;
// how far it is; whether a person wants it stopped. Knows nothing of what a job does. Safe to share between
// threads.
//
//   claim ─┬─ enqueue → next → … report … settle → forget
//          └─ forget (no job came of it)
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>

#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"
#include "registry/import/upload.hpp"

namespace kheo::registry::import {

struct Job {
    UploadId id;
    bool save = false;  // else read
    auth::Principal who;
};

class WorkQueue {
  public:
    explicit WorkQueue(db::Database& database) : database_(database) {}

    /// Takes the upload for a job, before its state moves; false when somebody is at it.
    bool claim(UploadId id, bool save = false);
    void enqueue(Job job);
    /// Waits for a job; nullopt when the queue has ended.
    std::optional<Job> next();
    /// How far the job is; false when it was to stop.
    bool report(UploadId id, WorkProgress progress);
    /// Asked before the last write of a job: false when it was to stop; from then on a stop comes too late.
    bool settle(UploadId id);
    /// Asked about a job that failed: was it to stop? nullopt when the queue has ended, for the next process
    /// begins it anew. From then on a stop comes too late.
    std::optional<bool> stop_asked(UploadId id);
    /// The upload is free again; true when a stop that was asked for is still to be carried out.
    bool forget(UploadId id);

    /// Asks the job to stop; false when there is none or it is too late: then the upload is free on return.
    bool stop(UploadId id);
    void wait(UploadId id, std::chrono::milliseconds at_most) const;
    WorkProgress progress(UploadId id) const;
    bool being_saved(UploadId id) const;
    /// Stops everything; next() answers nullopt from now on.
    void end();

  private:
    struct Running {
        WorkProgress progress;
        bool save = false, stop = false;
        bool settled = false;          // the last write has begun: too late to stop
        std::optional<db::Hold> hold;  // against other processes on the same data
    };

    db::Database& database_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::deque<Job> jobs_;
    std::map<UploadId, Running> running_;
    bool ending_ = false;
};

}  // namespace kheo::registry::import
