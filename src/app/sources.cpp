// SPDX-License-Identifier: Apache-2.0
#include "app/sources.hpp"

#include "registry/registry.hpp"

namespace kheo::app {

statistics::FactSource statistics_source() {
    const auto facts = registry::fact_source();
    return {std::string(facts.facts), std::string(facts.themes), std::string(facts.owners),
            [](db::Transaction& tx, Date on) -> Result<std::vector<statistics::CodeName>> {
                std::vector<statistics::CodeName> names;
                for (const auto& field : TRY(registry::fields(tx, on)))
                    names.push_back({field.code, field.name});
                return names;
            },
            "initiative"};
}

}  // namespace kheo::app
