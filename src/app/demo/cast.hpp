// SPDX-License-Identifier: Apache-2.0
// The people of the demonstration at work: who acts, on which day, on which map. One thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.hpp"
#include "platform/db/database.hpp"
#include "registry/life/life.hpp"

namespace kheo::app::demo {

class Cast {
  public:
    /// Both outlive it.
    Cast(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

    /// After the accounts and the units that their work names.
    Result<> open();

    const auth::Principal& person(const std::string& name) const { return people_.at(name); }
    /// Unit of the person's first grant.
    territory::UnitId unit_of(const std::string& name) const;
    Millis moment(int days_ago) const;
    registry::life::Acting at(const std::string& name, int days_ago) const;

    db::Database& database() const { return database_; }
    const Clock& clock() const { return clock_; }
    const territory::Atlas& atlas() const { return *atlas_; }
    std::shared_ptr<const territory::Atlas> shared_atlas() const { return atlas_; }

  private:
    db::Database& database_;
    const Clock& clock_;
    std::shared_ptr<const territory::Atlas> atlas_;
    registry::life::Parts parts_;  // no other room holds an act of the demonstration back
    std::map<std::string, auth::Principal> people_;
};

}  // namespace kheo::app::demo
