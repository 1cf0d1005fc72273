// SPDX-License-Identifier: Apache-2.0
// /quan-tri/quy-dinh: the dated rules of all rooms. Every administrator reads them; those of the whole
// country enter new ones.
#pragma once

#include "platform/http/message.hpp"
#include "platform/rule/rule.hpp"
#include "platform/view/shell.hpp"

namespace kheo::app::rules {

struct Services {
    db::Database& database;  // all outlive the routes
    const Clock& clock;
    const view::Site& site;
    std::vector<rule::Table> tables;  // in the order of the page
};
std::vector<http::Route> routes(Services services);

}  // namespace kheo::app::rules
