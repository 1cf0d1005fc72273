// SPDX-License-Identifier: Apache-2.0
#include "statistics/counter.hpp"

namespace kheo::statistics {

namespace {

class SqlCounter final : public Counter {
  public:
    SqlCounter(db::Transaction& tx, const FactSource& source) : tx_(tx), source_(source) {}
    Result<std::vector<UnitId>> units(const std::vector<Period>& periods) override {
        return store::fact_units(tx_, source_, periods);
    }
    Result<> place(const Mapping& mapping, const std::vector<Period>& periods) override {
        TRY(store::fill_mapping(tx_, mapping));
        return store::fill_facts(tx_, source_, periods);
    }
    Result<std::vector<store::Group>> group(const store::GroupQuery& query) override {
        return store::group(tx_, source_, query);
    }
    Result<store::Makeup> makeup(const store::GroupQuery& query) override {
        return store::makeup(tx_, source_, query);
    }
    Result<std::vector<store::YearReach>> reach(const store::GroupQuery& query) override {
        return store::reach(tx_, source_, query);
    }

  private:
    db::Transaction& tx_;
    const FactSource& source_;
};

}  // namespace

std::shared_ptr<Counter> sql_counter(db::Transaction& tx, const FactSource& source) {
    return std::make_shared<SqlCounter>(tx, source);
}

}  // namespace kheo::statistics
