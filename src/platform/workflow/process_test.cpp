// SPDX-License-Identifier: Apache-2.0
#include "platform/workflow/process.hpp"

#include <gmock/gmock.h>

#include <random>

#include "platform/workflow/messages.gen.hpp"

namespace kheo::workflow {
namespace {

using auth::Permission;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Message kWord{"test.word", {"Chữ", "Word", ""}};
constexpr Message kWhy{"test.why", {"Vì thế.", "Because.", ""}};

/// A letter: written, sent, answered or thrown away.
Process letter() {
    return {
        "letter",
        {{"write", &kWord}, {"wait", &kWord}, {"end", &kWord}},
        {{"draft", &kWord, "write"},
         {"sent", &kWord, "wait"},
         {"answered", &kWord, "end", true},
         {"dropped", &kWord, "end", true}},
        {{"send", {"draft"}, "sent", Permission::edit_registry, {"signed"}, "letter.sent", &kWord},
         {"call_back", {"sent"}, "draft", Permission::edit_registry, {}, "letter.called_back", &kWord, true},
         {"answer", {"sent"}, "answered", Permission::administer, {"not_own"}, "letter.answered", &kWord},
         {"drop", {"draft", "sent"}, "dropped", Permission::edit_registry, {}, "letter.dropped", &kWord}}};
}

const std::set<std::string_view> kGuards{"signed", "not_own"};

Asking asking(std::string_view state, std::set<Permission> rights,
              std::set<std::string_view> holding = kGuards) {
    return {state, [rights](Permission permission) { return rights.contains(permission); },
            [holding](std::string_view guard) {
                return holding.contains(guard) ? std::nullopt : std::optional<Sentence>(kWhy);
            }};
}

std::vector<std::string_view> codes(const std::vector<Offer>& offers) {
    std::vector<std::string_view> out;
    for (const auto& offer : offers) out.push_back(offer.act->code);
    return out;
}

TEST(Process, offers_what_starts_here_and_the_person_may_do) {
    const auto process = letter();
    EXPECT_THAT(codes(offers(process, asking("draft", {Permission::edit_registry}))),
                ElementsAre("send", "drop"));
    EXPECT_THAT(codes(offers(process, asking("sent", {Permission::administer}))), ElementsAre("answer"));
    EXPECT_THAT(offers(process, asking("sent", {})), IsEmpty());
    EXPECT_THAT(offers(process, asking("answered", {Permission::administer, Permission::edit_registry})),
                IsEmpty());
    EXPECT_THAT(offers(process, asking("no such state", {Permission::administer})), IsEmpty());
}

TEST(Process, names_what_stands_against_an_act) {
    const auto process = letter();
    const auto found = offers(process, asking("draft", {Permission::edit_registry}, {}));
    ASSERT_EQ(2u, found.size());
    EXPECT_FALSE(found[0].open());
    EXPECT_EQ("Vì thế.", found[0].hindrances[0].in(Language::vi));
    EXPECT_TRUE(found[1].open());
}

TEST(Process, refuses_by_the_reason_that_helps_most) {
    const auto process = letter();
    const auto refused = [&](std::string_view act, const Asking& asking) {
        return check(process, act, asking).error().kind;
    };
    EXPECT_EQ(ErrorKind::not_found, refused("burn", asking("draft", {Permission::edit_registry})));
    EXPECT_EQ(ErrorKind::forbidden, refused("answer", asking("sent", {Permission::edit_registry})));
    EXPECT_EQ(ErrorKind::forbidden, refused("answer", asking("draft", {})));  // says nothing of the state
    EXPECT_EQ(ErrorKind::conflict, refused("send", asking("sent", {Permission::edit_registry})));
    EXPECT_EQ(ErrorKind::invalid, refused("send", asking("draft", {Permission::edit_registry}, {})));
    EXPECT_EQ("sent", check(process, "send", asking("draft", {Permission::edit_registry})).value()->to);
}

TEST(Process, a_step_is_done_now_or_ahead) {
    const auto process = letter();
    std::vector<Progress> progress;
    for (const auto& step : stepper(process, "sent")) progress.push_back(step.progress);
    EXPECT_THAT(progress, ElementsAre(Progress::done, Progress::now, Progress::ahead));
}

TEST(Process, a_sound_table_has_no_faults) {
    EXPECT_THAT(faults(letter(), kGuards), IsEmpty());
}

TEST(Process, an_unsound_table_names_every_fault) {
    auto process = letter();
    process.acts[0].to = "nowhere";
    process.acts.push_back({"answer", {"answered"}, "sent", Permission::administer, {"guess"}, "x", &kWord});
    process.states.push_back({"island", &kWord, "no step"});
    std::string all;
    for (const auto& fault : faults(process, kGuards)) all += fault + "\n";
    for (const auto* expected :
         {"act send leads to no state nowhere", "act answer stands twice", "act answer has no guard guess",
          "state answered ends and is left", "state island stands in no step", "state island is never left",
          "state island is never reached", "state sent is never reached"})
        EXPECT_THAT(all, HasSubstr(expected));
}

TEST(Process, the_diagram_names_states_and_acts) {
    const auto text = diagram(letter(), Language::vi);
    EXPECT_THAT(text, HasSubstr("[*] --> draft"));
    EXPECT_THAT(text, HasSubstr("draft --> sent: Chữ"));
    EXPECT_THAT(text, HasSubstr("answered --> [*]"));
}

/// Whoever tries whatever in whatever order: an act that went through had its right and all its guards, and
/// started where the dossier stood.
TEST(Process, a_random_walk_by_random_people_breaks_nothing) {
    const auto process = letter();
    std::mt19937 random(20261122);
    const auto chance = [&] { return random() % 2 == 0; };
    std::string state = "draft";
    int walked = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::set<Permission> rights;
        for (const auto right : {Permission::edit_registry, Permission::administer})
            if (chance()) rights.insert(right);
        std::set<std::string_view> holding;
        for (const auto guard : kGuards)
            if (chance()) holding.insert(guard);
        const auto& tried = process.acts[random() % process.acts.size()];
        const auto done = check(process, tried.code, asking(state, rights, holding));
        const bool starts = std::ranges::find(tried.from, state) != tried.from.end();
        const bool guarded =
            std::ranges::all_of(tried.guards, [&](auto guard) { return holding.contains(guard); });
        ASSERT_EQ(done.has_value(), starts && guarded && rights.contains(tried.permission));
        if (!done) continue;
        ++walked;
        state = process.state((*done)->to)->ends ? "draft" : std::string((*done)->to);
    }
    EXPECT_GT(walked, 1000);
}

}  // namespace
}  // namespace kheo::workflow
