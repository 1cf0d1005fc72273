// SPDX-License-Identifier: Apache-2.0
// Sample addresses of the routes with captures, room by room, for the walk over all routes (routes_test.cpp).
#pragma once

#include "support/route_walk.hpp"
#include "territory/territory.hpp"

namespace kheo::app {

test::Samples public_samples(const std::string& head, std::int64_t unit);
test::Samples dossier_samples(const std::string& number);
test::Samples cycle_samples(const std::string& number, const std::string& followed, const std::string& draft);
test::Samples replication_samples(const std::string& number);
test::Samples book_samples(const std::string& page, const std::string& entry);
test::Samples evidence_samples(const std::string& code, std::int64_t paper, std::int64_t follow_up,
                               std::int64_t quantity);
test::Samples upload_samples(const std::string& page);
test::Samples account_samples(const std::string& page, std::int64_t grant);
test::Samples country_samples();
test::Samples rubric_samples(std::int64_t in_force, std::int64_t draft);
/// A hamlet team of the unit with a member, a slip and a steering committee with a programme; their
/// addresses.
test::Samples body_samples(db::Database& database, territory::UnitId commune, Date on);
test::Samples scoring_samples(const std::string& code);
test::Samples survey_samples(const std::string& code, const std::string& page);
test::Samples call_samples(const std::string& window, const std::string& call);

}  // namespace kheo::app
