// SPDX-License-Identifier: Apache-2.0
// Which registered units a list counts: the asked part of a map, and what the reader may see. The same rules
// as places.hpp, worked out once per snapshot of the territory, day and grants, and remembered. Thread-safe.
#pragma once

#include <array>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "registry/list_columns.hpp"
#include "registry/places.hpp"

namespace kheo::registry {

class UnitMasks {
  public:
    /// nullptr = every unit counts. `units` only ever grows while this object lives.
    std::shared_ptr<const UnitMask> of(const ListQuery& query, const Reading& reading,
                                       const std::vector<territory::UnitId>& units);

  private:
    /// Where a unit stands on one day's map: itself and what is above it, none where that is not known.
    struct Standing {
        std::array<territory::UnitId, 5> chain;
        bool exact = false;
    };
    using Map = std::vector<Standing>;

    /// The last so many values by key; the longest unused goes.
    template <typename Value>
    class Remembered {
      public:
        explicit Remembered(std::size_t most) : most_(most) {}
        std::shared_ptr<const Value> find(const std::string& key) {
            for (auto at = values_.begin(); at != values_.end(); ++at) {
                if (at->first != key) continue;
                values_.splice(values_.begin(), values_, at);
                return values_.front().second;
            }
            return nullptr;
        }
        void keep(const std::string& key, std::shared_ptr<const Value> value) {
            values_.emplace_front(key, std::move(value));
            if (values_.size() > most_) values_.pop_back();
        }

      private:
        std::size_t most_;
        std::list<std::pair<std::string, std::shared_ptr<const Value>>> values_;
    };

    static Standing stand(territory::UnitId unit, const territory::Atlas& atlas, Date map);
    std::shared_ptr<const Map> map_of(const territory::Atlas& atlas, Date day,
                                      const std::vector<territory::UnitId>& units);
    std::shared_ptr<const UnitMask> visible(const Reading& reading,
                                            const std::vector<territory::UnitId>& units);
    std::shared_ptr<const UnitMask> make(const ListQuery& query, const Reading& reading,
                                         const std::vector<territory::UnitId>& units);

    std::mutex mutex_;
    Remembered<Map> maps_{8};
    Remembered<UnitMask> visible_{64}, masks_{128};
};

}  // namespace kheo::registry
