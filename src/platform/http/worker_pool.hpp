// SPDX-License-Identifier: Apache-2.0
// The bounded pool of database threads that run handlers. Work that does not fit is refused at once: an
// honest "busy" is better than a queue that only grows.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kheo::http {

class WorkerPool {
  public:
    WorkerPool(std::size_t threads, std::size_t most_waiting);
    /// Runs what is queued, then joins.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;

    /// False when too much is waiting already. Work must not throw. Any thread may call.
    bool post(std::function<void()> work);
    void join();
    std::size_t waiting() const;

  private:
    void run();

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    std::size_t most_waiting_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace kheo::http
