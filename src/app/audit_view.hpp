// SPDX-License-Identifier: Apache-2.0
// View model of the page of settings.
#pragma once

#include <vector>

#include "platform/view/components.hpp"

namespace kheo::app {

struct AuditRow {
    view::Tone tone = view::Tone::neutral;
    const Message* word = nullptr;
    Sentence what, why, todo;
};

struct AuditPage {
    std::vector<AuditRow> rows;
    std::int64_t bad = 0, warnings = 0;
};

}  // namespace kheo::app
