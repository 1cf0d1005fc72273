// SPDX-License-Identifier: Apache-2.0
#include "registry/life/life.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/rules.hpp"
#include "registry/life/store.hpp"
#include "registry/life/waiting_talk.hpp"

namespace kheo::registry::life {

namespace {

constexpr std::int64_t kLongestTerm = 366, kLongestLabel = 200;

Result<std::int64_t> open_remark_clocks(db::Transaction& tx, std::string_view term) {
    std::int64_t out = 0;
    TRY(store::each_open_remark(tx, {}, [&](const store::OpenRemark& open) {
        out += open.due && (open.awaits == Awaits::answer) == (term == kQuestionTerm) ? 1 : 0;
    }));
    return out;
}

Result<std::int64_t> running_clocks(db::Transaction& tx, std::string_view state) {
    if (state == kQuestionTerm || state == kAnswerTerm) return open_remark_clocks(tx, state);
    return tx.value("SELECT count(*) FROM initiative_cycle WHERE state = ?1 AND due_on IS NOT NULL", state);
}

std::vector<rule::Word> names_of_states() {
    std::vector<rule::Word> out;
    for (const auto& state : process().states) out.push_back({state.code, state.label});
    out.push_back({kQuestionTerm, &msg::term_question});
    out.push_back({kAnswerTerm, &msg::term_answer});
    return out;
}

}  // namespace

std::vector<rule::Table> rule_tables() {
    return {{.name = "process_term",
             .code = "state",
             .values = {{"days", rule::Kind::number, 1, kLongestTerm}, {"working_days", rule::Kind::yes_no}},
             .kept = {"process"},
             .basis = "basis",
             .words = names_of_states(),
             .open_clocks = running_clocks},
            {.name = "examination_item",
             .code = "code",
             .values = {{"label", rule::Kind::text, 1, kLongestLabel}},
             .kept = {"position", "asked_of"},
             .basis = "basis"}};
}

}  // namespace kheo::registry::life
