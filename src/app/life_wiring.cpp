// SPDX-License-Identifier: Apache-2.0
#include "app/life_wiring.hpp"

#include "app/movement_wiring.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/replication/pages.hpp"
#include "registry/scoring/scoring.hpp"
#include "registry/survey/survey.hpp"

namespace kheo::app {

registry::life::Parts life_parts() {
    registry::life::Parts out{registry::scoring::guards(), registry::evidence::parts()};
    out.guards.push_back(window_guard());
    out.guards.push_back(registry::evidence::visit_guard());
    out.guards.push_back(registry::evidence::ended_check_guard());
    out.parts.insert(out.parts.begin(), window_part());
    for (const auto& part : {registry::scoring::part, registry::survey::part, registry::replication::part})
        out.parts.emplace_back(part);
    for (const auto& words : {registry::scoring::log_words(), registry::evidence::log_words(),
                              registry::replication::log_words()})
        out.log.insert(out.log.end(), words.begin(), words.end());
    return out;
}

std::shared_ptr<registry::life::WorkIndex> work_index() {
    return registry::life::make_work_index(registry::evidence::open_follow_ups);
}

}  // namespace kheo::app
