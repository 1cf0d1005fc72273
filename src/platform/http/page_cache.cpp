// SPDX-License-Identifier: Apache-2.0
#include "platform/http/page_cache.hpp"

#include "platform/http/metrics.hpp"

namespace kheo::http {

namespace {

constexpr std::size_t kOverhead = 256;  // of the entry itself, about

std::size_t weight(const std::string& key, const ReadyPage& page) {
    return 2 * key.size() + page.bytes() + kOverhead;
}

}  // namespace

PageCache::PageCache(std::size_t most_bytes, const std::set<std::string, std::less<>>& topics)
    : most_bytes_(most_bytes) {
    for (const auto& topic : topics) counts_[topic] = 0;
}

void PageCache::changed(std::string_view topic) {
    for (auto& [name, count] : counts_)
        if (topic.empty() || topic == name) ++count;
}

Watch PageCache::watch(const std::vector<std::string>& topics) const {
    Watch out;
    for (const auto& topic : topics) out.push_back(&counts_.find(topic)->second);
    return out;
}

PagePtr PageCache::find(std::string_view key, Millis now) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    const auto entry = found->second;
    if (entry->page->seen_changes != changes(*entry->page->watch) || now >= entry->page->until) {
        ++figures_.outdated;
        drop(entry);
        return nullptr;
    }
    ++figures_.hits;
    if (entry != entries_.begin()) entries_.splice(entries_.begin(), entries_, entry);
    return entry->page;
}

PageCache::DrawingPtr PageCache::begin(const std::string& key, const Watch& watch,
                                       std::function<void(PagePtr)> heard) {
    const std::scoped_lock lock(mutex_);
    ++figures_.misses;
    auto& running = drawings_[key];
    if (running && running->seen_changes == changes(watch)) {
        running->waiting.push_back(std::move(heard));
        return nullptr;
    }
    // An older drawing of the same page goes on for those who asked before the change.
    running = DrawingPtr(new Drawing(key, watch));
    return running;
}

void PageCache::finish(const DrawingPtr& drawing, const PagePtr& page) {
    std::vector<std::function<void(PagePtr)>> waiting;
    {
        const std::scoped_lock lock(mutex_);
        waiting.swap(drawing->waiting);
        const auto running = drawings_.find(drawing->key);
        if (running != drawings_.end() && running->second == drawing) drawings_.erase(running);
        if (page && drawing->seen_changes == changes(drawing->watch)) store(drawing->key, page);
    }
    for (const auto& tell : waiting) tell(page);
}

void PageCache::store(const std::string& key, PagePtr page) {
    const auto size = weight(key, *page);
    if (size > most_bytes_ / 8) return;
    if (const auto old = by_key_.find(key); old != by_key_.end()) drop(old->second);
    entries_.push_front({key, std::move(page)});
    by_key_.emplace(entries_.front().key, entries_.begin());
    figures_.bytes += size;
    ++figures_.stored;
    while (figures_.bytes > most_bytes_) {
        drop(std::prev(entries_.end()));
        ++figures_.evicted;
    }
}

void PageCache::drop(Entries::iterator entry) {
    figures_.bytes -= weight(entry->key, *entry->page);
    by_key_.erase(entry->key);
    entries_.erase(entry);
}

void PageCache::add_metrics(std::string& out) const {
    const auto own = figures();
    const auto counter = [&](std::string_view name, std::uint64_t value) {
        Metrics::add(out, name, "counter", static_cast<std::int64_t>(value));
    };
    counter("kheo_page_cache_hits_total", own.hits);
    counter("kheo_page_cache_misses_total", own.misses);
    counter("kheo_page_cache_stored_total", own.stored);
    counter("kheo_page_cache_outdated_total", own.outdated);
    counter("kheo_page_cache_evicted_total", own.evicted);
    Metrics::add(out, "kheo_page_cache_pages", "gauge", static_cast<std::int64_t>(own.pages));
    Metrics::add(out, "kheo_page_cache_bytes", "gauge", static_cast<std::int64_t>(own.bytes));
}

PageCache::Figures PageCache::figures() const {
    const std::scoped_lock lock(mutex_);
    auto out = figures_;
    out.pages = entries_.size();
    return out;
}

}  // namespace kheo::http
