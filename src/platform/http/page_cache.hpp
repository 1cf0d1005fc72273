// SPDX-License-Identifier: Apache-2.0
// Public pages kept as they were drawn, least recently used ones dropped, until something they show changes.
// A page is stamped with the number of changes counted before its drawing began, so a page drawn from the
// state before an edit is never served after it. One drawing per page: who asks meanwhile waits for the same
// one. Safe to use from any thread.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/http/ready_page.hpp"

namespace kheo::http {

using PagePtr = std::shared_ptr<const ReadyPage>;

class PageCache {
  public:
    /// `topics` are all that will ever be watched.
    PageCache(std::size_t most_bytes, const std::set<std::string, std::less<>>& topics);

    /// Something under the topic has been changed; "" = perhaps everything.
    void changed(std::string_view topic);
    Watch watch(const std::vector<std::string>& topics) const;

    /// nullptr when there is none that is still right at `now`.
    PagePtr find(std::string_view key, Millis now);

    /// One drawing of a page.
    class Drawing {
      public:
        const std::string key;
        const Watch& watch;
        const std::uint64_t seen_changes;

      private:
        friend class PageCache;
        Drawing(std::string k, const Watch& w) : key(std::move(k)), watch(w), seen_changes(changes(w)) {}
        std::vector<std::function<void(PagePtr)>> waiting;
    };
    using DrawingPtr = std::shared_ptr<Drawing>;

    /// Begins a drawing, or joins the running one that saw all changes so far: then the answer is nullptr and
    /// `heard` is called later from any thread, with nullptr when the page was not one to keep. `watch`
    /// outlives the cache. Whoever begins must finish.
    DrawingPtr begin(const std::string& key, const Watch& watch, std::function<void(PagePtr)> heard);
    /// Keeps the page (none: not one to keep) and tells those who waited.
    void finish(const DrawingPtr& drawing, const PagePtr& page);

    struct Figures {
        std::uint64_t hits = 0, misses = 0, stored = 0, evicted = 0, outdated = 0;
        std::size_t pages = 0, bytes = 0;
    };
    Figures figures() const;
    void add_metrics(std::string& out) const;

  private:
    struct Entry {
        std::string key;
        PagePtr page;
    };
    using Entries = std::list<Entry>;  // most recently used first
    void store(const std::string& key, PagePtr page);
    void drop(Entries::iterator entry);

    std::size_t most_bytes_;
    std::map<std::string, ChangeCount, std::less<>> counts_;
    mutable std::mutex mutex_;
    Entries entries_;
    std::unordered_map<std::string_view, Entries::iterator> by_key_;  // keys lie in entries_
    std::unordered_map<std::string, DrawingPtr> drawings_;
    Figures figures_;
};

}  // namespace kheo::http
