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

Result<auth::UserId> add_account_named(db::Transaction& tx, const std::string& name) {
    return auth::add_account(tx, {"namesake" + std::to_string(name.size()), name, "!", false}, 1);
}

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
    // What was written about two proposals: one names the person itself, of the other only the reason does.
    auto quiet = full_statement("Ngõ sạch");
    quiet.owner_type = OwnerType::individual;
    quiet.owner_text = "Lê Văn Mẫu";
    const auto written_about = [&](const std::string& proposal, const std::string& namesake) {
        must("team", proposal, "submit");
        return write([&](db::Transaction& tx) -> Result<> {
            const auto user = add_account_named(tx, namesake);
            auto sheet = TRY(examination_of(tx, TRY(find(tx, proposal)).value(), clock_.today()));
            for (auto& item : sheet.items)
                item.verdict = Verdict::to_amend, item.remark = "Bà Trần Thị Thử có nhận không";
            TRY(examine(tx, proposal, sheet, acting("appraiser")));
            return clear_namesake(tx, proposal, TRY(user), "Con của bà Trần Thị Thử ở tổ 5",
                                  acting("appraiser"));
        });
    };
    const auto about_draft = written_about(draft, "Trần Thị Thử");
    ASSERT_TRUE(about_draft.has_value()) << said(about_draft);
    const auto about_quiet = written_about(begun("team", quiet), "Lê Văn Mẫu");
    ASSERT_TRUE(about_quiet.has_value()) << said(about_quiet);
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
          "SELECT coalesce(said_json, '') FROM cycle_act", "SELECT coalesce(text, '') FROM cycle_remark",
          "SELECT coalesce(remark, '') FROM cycle_examination",
          "SELECT coalesce(reason, '') FROM cycle_namesake",
          "SELECT coalesce(revoke_reason, '') FROM recognition"})
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
    ASSERT_TRUE(write([](db::Transaction& tx) {
                    return tx.exec(
                        "INSERT INTO cycle_act (cycle_id, act, from_state, to_state, at, acted_by, entry_id) "
                        "SELECT cycle_id, 'suspend', 'running', 'suspended', 2, acted_by, entry_id + 1 FROM "
                        "cycle_act WHERE act = 'submit'");
                }).has_value());
    const auto found = faults_now();
    for (const auto* part : {"khác với điều sổ", "không phải ba người", "không có số", "việc làm sau cùng",
                             "làm cho bên chủ thể"})
        EXPECT_THAT(found, Contains(HasSubstr(part)));
}

}  // namespace
}  // namespace kheo::registry::life
