// SPDX-License-Identifier: Apache-2.0
// View models of the pages of dated rules.
#pragma once

#include <string>
#include <vector>

#include "platform/view/components.hpp"

namespace kheo::app::rules {

struct RuleValue {
    const Message* column = nullptr;
    std::string said;
};
struct RuleRow {
    std::string label, basis, href;  // href: where a new one is entered; empty where the reader may not
    std::vector<RuleValue> values;
    Sentence when;
    bool coming = false, past = false, says_verified = true, verified = false;
};
struct RuleSection {
    const Message* title = nullptr;
    const Message* said = nullptr;
    std::vector<const Message*> columns;
    std::vector<RuleRow> rows;
};
struct RulesPage {
    std::vector<RuleSection> sections;
    bool may_change = false, entered = false;
};

struct RulePage {
    const Message* title = nullptr;
    const Message* said = nullptr;
    std::string label, action;
    Sentence clocks;  // how many keep the present one; may be empty
    std::vector<view::Input> fields;
    bool asks_verified = true, verified = false;
    Error error;
};

}  // namespace kheo::app::rules
