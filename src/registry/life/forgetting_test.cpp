// SPDX-License-Identifier: Apache-2.0
// What an erasure takes from cycles, and what was changed past the program.
#include "base/text.hpp"
#include "registry/erasure.hpp"
#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::LifeTest;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(LifeTest, an_erased_name_leaves_cycles_and_drafts) {
    auto named = full_statement("Bà Trần Thị Thử giúp vốn");
    named.owner_text = "Trần Thị Thử";
    named.owner_type = OwnerType::individual;
    named.headings.forces = "Do bà Trần Thị Thử đứng ra";
    const auto code = begun("team", named);
    for (const auto& [who, name] : kWay) must(who, code, name);
    const auto next = act("officer", code, "carry_over").value();
    named.title = "Việc khác của bà Trần Thị Thử";
    const auto draft = begun("team", named);
    ASSERT_TRUE(write([&](db::Transaction& tx) {
                    return remark(tx, next, "Hỏi bà Trần Thị Thử", {}, {}, acting("team"));
                }).has_value());
    const auto number = "MH-2026-00001";
    const auto erased = write([&](db::Transaction& tx) -> Result<> {
        const auto names = TRY(names_to_erase(tx, number, OwnersAre::as_the_dossier_says));
        const auto done = TRY(erase_owners(tx, number, OwnersAre::as_the_dossier_says, {{}, clock_.now()}));
        for (const auto& dossier : done.dossiers) TRY(forget(tx, dossier.id));
        return forget_in_drafts(tx, names, "(đã xóa)");
    });
    ASSERT_TRUE(erased.has_value()) << said(erased);
    std::string all;
    for (const auto* sql :
         {"SELECT title || title_folded || coalesce(statement_json, '') FROM initiative_cycle",
          "SELECT coalesce(value_json, '') FROM cycle_version",
          "SELECT coalesce(said_json, '') FROM cycle_act", "SELECT coalesce(text, '') FROM cycle_remark"})
        ASSERT_TRUE(database_
                        ->read([&](db::Transaction& tx) {
                            return tx.each([&](const db::Row& row) { all.append(row.text(0)).append("\n"); },
                                           sql);
                        })
                        .has_value());
    EXPECT_THAT(fold_words(all), testing::Not(HasSubstr("tran thi thu"))) << all;
    EXPECT_THAT(cycle(draft).title, HasSubstr("(đã xóa)"));
    EXPECT_THAT(faults_now(), IsEmpty());
    must("team", next, "submit");
    must("appraiser", next, "appraise");
    must("leader", next, "register");
}

TEST_F(LifeTest, a_change_past_the_program_is_found) {
    const auto code = brought_to("submitted");
    EXPECT_THAT(faults_now(), IsEmpty());
    ASSERT_TRUE(write([](db::Transaction& tx) {
                    return tx.exec("UPDATE cycle_version SET value_json = '{\"title\":\"Khác\"}'");
                }).has_value());
    ASSERT_TRUE(write([](db::Transaction& tx) {
                    return tx.exec(
                        "UPDATE initiative_cycle SET state = 'recognised', approved_at = 1, "
                        "appraised_by = created_by");
                }).has_value());
    const auto found = faults_now();
    for (const auto* part : {"khác với điều sổ", "không phải ba người", "không có số", "việc làm sau cùng"})
        EXPECT_THAT(found, Contains(HasSubstr(part)));
}

/// Whoever tries whatever in whatever order, on several dossiers: what went through had its right and its
/// people apart, and nothing is broken afterwards.

}  // namespace
}  // namespace kheo::registry::life
