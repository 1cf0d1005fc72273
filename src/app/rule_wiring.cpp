// SPDX-License-Identifier: Apache-2.0
#include "app/rule_wiring.hpp"

#include "bodies/rules_table.hpp"
#include "platform/file/rules.hpp"
#include "registry/life/rules.hpp"
#include "registry/scoring/rules.hpp"

namespace kheo::app {

std::vector<rule::Table> rule_tables() {
    auto out = registry::life::rule_tables();
    for (auto table : {registry::scoring::rule_table(), file::rule_table(), bodies::rule_table()})
        out.push_back(std::move(table));
    return out;
}

}  // namespace kheo::app
