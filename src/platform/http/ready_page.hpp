// SPDX-License-Identifier: Apache-2.0
// An answer that lies ready: heads and bodies for each coding, made once and then only sent. Immutable;
// shared by all threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/http/asset.hpp"
#include "platform/http/message.hpp"

namespace kheo::http {

/// How many changes there have been under some topics: equal sums, nothing has changed.
using ChangeCount = std::atomic<std::uint64_t>;
using Watch = std::vector<const ChangeCount*>;
inline std::uint64_t changes(const Watch& watch) {
    std::uint64_t sum = 0;
    for (const auto* count : watch) sum += *count;
    return sum;
}

class ReadyPage {
  public:
    /// A public page as the handler gave it, headers finished but not compressed; compresses it.
    static std::shared_ptr<ReadyPage> of_page(const Response& response);
    /// A file of the program; its bytes are borrowed.
    static std::shared_ptr<const ReadyPage> of_asset(const Asset& asset);

    /// What is sent after the status line, Date and Connection.
    struct Answer {
        bool not_modified = false;
        std::string_view head;  // ends with the empty line
        std::string_view body;
    };
    Answer answer(std::string_view accept_encoding, std::string_view if_none_match) const;

    std::size_t bytes() const;  // of memory

    // Set by whoever keeps it: how long it is right.
    const Watch* watch = nullptr;  // none: for ever
    std::uint64_t seen_changes = 0;
    Millis until = 0;
    std::string_view route;  // pattern, for metrics

  private:
    struct Variant {
        std::string head, not_modified_head, etag;
        std::string own;
        std::string_view body;
        bool exists() const { return !head.empty(); }
    };
    static void fill(Variant& variant, Response response);

    Variant plain_, gzip_, brotli_;
};

}  // namespace kheo::http
