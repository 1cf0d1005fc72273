// SPDX-License-Identifier: Apache-2.0
// Lists, counts and searches over all initiatives, answered from columns in memory and exact at every size;
// only the texts of the shown lines are read from the database. The ledger is the feed: each question first
// looks how far the ledger is in its own transaction and takes over what was changed since, whoever changed
// it, so that an answer never lacks what its transaction sees (docs/decisions/0040-lists-in-memory.md). Only
// for transactions that read. One per database; thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "platform/ledger/ledger.hpp"
#include "registry/list_columns.hpp"
#include "registry/list_order.hpp"
#include "registry/unit_masks.hpp"

namespace kheo::registry {

class ListIndex {
  public:
    struct Window {
        std::int64_t offset = 0, limit = 0;  // limit 0 = all
        bool last_instead_of_none = false;   // an offset past the end shows the last full step of `limit`
    };
    struct Answer {
        Counts any_kind;  // all conditions but the kind
        Counts counts;
        std::int64_t offset = 0;  // of the first line
        std::vector<ListLine> lines;
    };
    Result<Answer> ask(db::Transaction& tx, const ListQuery& query, const Reading& reading,
                       const Window& window);

    /// What the filters of a list offer over the units it is about.
    struct Offers {
        std::vector<int> years;  // newest first
        std::vector<std::string> themes;
    };
    Result<std::shared_ptr<const Offers>> offers(db::Transaction& tx, const ListQuery& query,
                                                 const Reading& reading);

    /// Reads everything now, so that no question waits for it.
    Result<> warm(db::Transaction& tx);

  private:
    /// Columns at least as new as the transaction, with the order ready; the lock lasts as long as they are
    /// read.
    Result<std::shared_lock<std::shared_mutex>> up_to_date(db::Transaction& tx, Sort sort);
    Result<> catch_up(db::Transaction& tx, const ledger::Standing& standing);
    Result<> load_all(db::Transaction& tx);
    Result<bool> load_changed(db::Transaction& tx, const std::vector<std::int64_t>& ids);
    Result<> load_parts(db::Transaction& tx, std::optional<std::span<const std::int64_t>> ids);

    std::shared_mutex mutex_;  // guards the next five
    ListColumns columns_;
    ListOrders orders_;
    std::unique_ptr<UnitMasks> masks_ = std::make_unique<UnitMasks>();
    ledger::Standing standing_;
    bool loaded_ = false;

    std::mutex offers_mutex_;  // guards the next two
    struct Offered {
        std::shared_ptr<const UnitMask> mask;
        std::shared_ptr<const Offers> offers;
    };
    std::vector<Offered> offered_;
    std::int64_t offered_at_ = -1;
};

}  // namespace kheo::registry
