// SPDX-License-Identifier: Apache-2.0
#include "registry/import/work_queue.hpp"

#include <string>

namespace kheo::registry::import {

bool WorkQueue::claim(UploadId id, bool save) {
    {
        const std::lock_guard lock(mutex_);
        const auto [job, fresh] = running_.try_emplace(id);
        if (!fresh) return false;
        job->second.save = save;
    }
    auto hold = database_.try_hold("import_upload:" + std::to_string(id.value));
    if (!hold || !*hold) {  // another process has it
        (void)forget(id);
        return false;
    }
    const std::lock_guard lock(mutex_);
    running_[id].hold.emplace(std::move(**hold));
    return true;
}

void WorkQueue::enqueue(Job job) {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    changed_.notify_all();
}

std::optional<Job> WorkQueue::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (ending_) return std::nullopt;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
}

bool WorkQueue::report(UploadId id, WorkProgress progress) {
    const std::lock_guard lock(mutex_);
    const auto found = running_.find(id);
    if (found == running_.end()) return true;  // read for a page, by nobody's job
    found->second.progress = progress;
    return !found->second.stop;
}

bool WorkQueue::settle(UploadId id) {
    const std::lock_guard lock(mutex_);
    auto& job = running_[id];
    if (!job.settled) job.settled = !job.stop;
    return job.settled;
}

std::optional<bool> WorkQueue::stop_asked(UploadId id) {
    const std::lock_guard lock(mutex_);
    if (ending_) return std::nullopt;
    auto& job = running_[id];
    job.settled = true;
    return job.stop;
}

/// First the hold goes, then the job: who waited for the job may claim the upload at once. Not under the
/// mutex, because it talks to the database.
bool WorkQueue::forget(UploadId id) {
    std::optional<db::Hold> hold;
    {
        const std::lock_guard lock(mutex_);
        if (auto& held = running_[id].hold) hold.emplace(std::move(*held));
    }
    hold.reset();
    const std::lock_guard lock(mutex_);
    const bool stop = running_[id].stop && !ending_;
    running_.erase(id);
    changed_.notify_all();
    return stop;
}

bool WorkQueue::stop(UploadId id) {
    std::unique_lock lock(mutex_);
    const auto found = running_.find(id);
    if (found != running_.end() && !found->second.settled) {
        found->second.stop = true;
        return true;
    }
    changed_.wait(lock, [&] { return ending_ || !running_.contains(id); });
    return false;
}

void WorkQueue::wait(UploadId id, std::chrono::milliseconds at_most) const {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, at_most, [&] { return !running_.contains(id); });
}

WorkProgress WorkQueue::progress(UploadId id) const {
    const std::lock_guard lock(mutex_);
    const auto found = running_.find(id);
    return found == running_.end() ? WorkProgress{} : found->second.progress;
}

bool WorkQueue::being_saved(UploadId id) const {
    const std::lock_guard lock(mutex_);
    const auto found = running_.find(id);
    return found != running_.end() && found->second.save;
}

void WorkQueue::end() {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (auto& [id, job] : running_) job.stop = true;
    changed_.notify_all();
}

}  // namespace kheo::registry::import
