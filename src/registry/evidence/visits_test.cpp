// SPDX-License-Identifier: Apache-2.0
// What a visit asks for is somebody's work until it is confirmed; what was entered wrongly is corrected or
// withdrawn. On both databases.
#include "registry/evidence/altered.hpp"
#include "registry/evidence/service.hpp"
#include "registry/evidence/store.hpp"
#include "registry/evidence/test_evidence.hpp"

namespace kheo::registry::evidence {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Visit asking(Date on, std::vector<Date> dues) {
    Visit v;
    v.on = on;
    v.place = "Ngõ 3, thôn Đông";
    v.bodies = "Mặt trận Tổ quốc phường";
    v.findings = "Đã trồng 200 m hoa.";
    v.concluded = dues.empty() ? Conclusion::passed : Conclusion::to_fix;
    for (const auto due : dues) v.follow_ups.push_back({{}, "Trồng nốt đoạn cuối", due, {}});
    return v;
}

class EvidenceVisits : public EvidenceTest {
  protected:
    Result<VisitId> visited(const Visit& visit, std::string key = {}) {
        return in(running_, "checker",
                  [&](const life::Question& q) { return record({q, clock_.now(), key}, visit); });
    }
    Result<> withdrawn(VisitId id, const std::string& who = "checker",
                       const std::string& reason = "Nhầm hồ sơ", std::string key = {}) {
        return in(running_, who,
                  [&](const life::Question& q) { return withdraw({q, clock_.now(), key}, id, reason); });
    }
    Result<VisitId> corrected(VisitId id, const Visit& visit, const std::string& who = "checker",
                              const std::string& reason = "Ghi nhầm ngày", std::string key = {}) {
        return in(running_, who, [&](const life::Question& q) {
            return correct({q, clock_.now(), key}, id, visit, reason);
        });
    }
    std::string hindrance_of(const life::Guard& guard) {
        return in(running_, "checker", [&](const life::Question& q) { return guard.hindrance(q); })
            .value()
            .value_or(Sentence())
            .in(Language::vi);
    }
    std::vector<std::string> wrong() {
        return database_
            ->read([](db::Transaction& tx) -> Result<std::vector<std::string>> {
                auto out = TRY(faults(tx));
                for (auto& more : TRY(altered(tx))) out.push_back(std::move(more));
                return out;
            })
            .value();
    }
    static ErrorKind kind_of(const auto& result) {
        return result ? ErrorKind::internal : result.error().kind;
    }
    FollowUpId first_open() {
        return FollowUpId{number_of("SELECT min(id) FROM cycle_follow_up WHERE done_at IS NULL")};
    }
    std::vector<life::Task> asked_of(const std::string& who) {
        const auto found = database_->read([&](db::Transaction& tx) {
            return life::tasks(tx, people_.at(who), atlas_, clock_.today(), 10, life::CountTasks::all,
                               index_.get());
        });
        EXPECT_TRUE(found) << found.error().detail;
        auto out = found.value().first;
        std::erase_if(out, [](const auto& task) { return !task.href.ends_with("/kiem-tra"); });
        return out;
    }

    std::shared_ptr<life::WorkIndex> index_ = life::make_work_index(open_follow_ups);
};

TEST_F(EvidenceVisits, what_is_asked_for_is_work_until_it_is_confirmed) {
    EXPECT_THAT(asked_of("team"), IsEmpty());
    const auto day = *Date::of(2026, 11, 20);
    ASSERT_TRUE(visited(asking(day, {day.plus_days(10), day.plus_days(4)})));
    ASSERT_EQ(asked_of("team").size(), 1u);
    const auto task = asked_of("team").front();
    EXPECT_EQ(task.cycle.due, day.plus_days(4));
    EXPECT_THAT(task.cycle.due_why, HasSubstr("20/11/2026"));
    EXPECT_THAT(asked_of("far"), IsEmpty());
    EXPECT_THAT(asked_of("reader"), IsEmpty());
    const auto done = [&](FollowUpId id) {
        return in(running_, "checker",
                  [&](const life::Question& q) { return follow_up_done({q, clock_.now(), {}}, id); });
    };
    ASSERT_TRUE(done(first_open()));
    EXPECT_EQ(asked_of("team").size(), 1u);
    ASSERT_TRUE(done(first_open()));
    EXPECT_THAT(asked_of("team"), IsEmpty());
}

TEST_F(EvidenceVisits, what_a_stopped_dossier_was_asked_for_is_nobodys_work) {
    ASSERT_TRUE(visited(asking(*Date::of(2026, 11, 20), {*Date::of(2026, 11, 22)})));
    EXPECT_EQ(asked_of("checker").size(), 1u);
    EXPECT_TRUE(database_->write([&](db::Transaction& tx) {
        return tx.exec("UPDATE initiative_cycle SET state = 'stopped' WHERE id = ?1", running_);
    }));
    index_ = life::make_work_index(open_follow_ups);
    for (const auto& [who, person] : people_) EXPECT_THAT(asked_of(who), IsEmpty()) << who;
}

const auto kDay = *Date::of(2026, 11, 20);

TEST_F(EvidenceVisits, only_who_recorded_a_visit_takes_it_back_and_says_why) {
    const auto id = visited(asking(kDay, {})).value();
    EXPECT_EQ(kind_of(withdrawn(id, "city")), ErrorKind::conflict) << "a colleague's";
    EXPECT_EQ(kind_of(withdrawn(id, "officer")), ErrorKind::forbidden) << "made the dossier";
    EXPECT_EQ(kind_of(withdrawn(id, "reader")), ErrorKind::forbidden);
    EXPECT_EQ(kind_of(withdrawn(id, "far")), ErrorKind::not_found);
    EXPECT_EQ(kind_of(withdrawn(VisitId{999})), ErrorKind::not_found);
    const auto silent = withdrawn(id, "checker", "  ");
    ASSERT_FALSE(silent);
    EXPECT_EQ(silent.error().fields.front().field, "reason");
    EXPECT_EQ(hindrance_of(visit_guard()), "") << "it still counts";
    EXPECT_EQ(hindrance_of(ended_check_guard()), "");
}

TEST_F(EvidenceVisits, a_withdrawn_check_counts_no_more_and_stays_to_be_read) {
    const auto id = visited(asking(kDay, {kDay.plus_days(1)})).value();
    ASSERT_TRUE(withdrawn(id, "checker", "Nhầm hồ sơ", "key"));
    ASSERT_TRUE(withdrawn(id, "checker", "Nhầm hồ sơ", "key")) << "the same form again";
    EXPECT_EQ(kind_of(withdrawn(id)), ErrorKind::conflict) << "another form";
    EXPECT_THAT(hindrance_of(visit_guard()), HasSubstr("Chưa ghi lần kiểm tra nào"));
    EXPECT_THAT(hindrance_of(ended_check_guard()), HasSubstr("Chưa ghi lần kiểm tra nào"));
    EXPECT_THAT(asked_of("team"), IsEmpty()) << "what it asked for is nobody's work";
    const auto done = in(running_, "checker", [&](const life::Question& q) {
        return follow_up_done({q, clock_.now(), {}}, first_open());
    });
    EXPECT_EQ(kind_of(done), ErrorKind::conflict);
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_visit WHERE findings = 'Đã trồng 200 m hoa.'"), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM ledger_entry WHERE verb = 'registry.visit_withdrawn'"), 1);
    EXPECT_THAT(get("reader", "/ho-so/RUNNING111/kiem-tra").body, HasSubstr("Đã rút ngày 22/11/2026"));
    EXPECT_THAT(wrong(), IsEmpty());
    ASSERT_TRUE(visited(asking(kDay, {})));
    EXPECT_EQ(hindrance_of(ended_check_guard()), "") << "another one holds";
}

TEST_F(EvidenceVisits, a_correction_takes_the_place_with_photos_and_what_was_done) {
    const auto id = visited(asking(kDay, {kDay.plus_days(1), kDay.plus_days(2)})).value();
    ASSERT_TRUE(in(running_, "checker", [&](const life::Question& q) {
        return follow_up_done({q, clock_.now(), {}}, first_open());
    }));
    const auto staged = files_.stage_photo(file::test::jpeg_that_tells({})).value();
    ASSERT_TRUE(in(running_, "checker",
                   [&](const life::Question& q) { return attach({q, clock_.now(), {}}, id, staged, {}); }));
    auto right = asking(kDay.plus_days(1), {kDay.plus_days(1), kDay.plus_days(2)});
    const auto made = corrected(id, right, "checker", "Ghi nhầm ngày", "key");
    ASSERT_TRUE(made) << made.error().detail;
    EXPECT_EQ(corrected(id, right, "checker", "Ghi nhầm ngày", "key").value(), *made) << "the same form";
    EXPECT_EQ(kind_of(corrected(id, right)), ErrorKind::conflict) << "the old one";
    EXPECT_THAT(hindrance_of(visit_guard()), HasSubstr("Còn 1 việc")) << "one is done already";
    EXPECT_EQ(asked_of("team").size(), 1u);
    const auto standing =
        database_->read([&](db::Transaction& tx) { return store::find(tx, *made); }).value();
    EXPECT_EQ(standing->corrects, id);
    const auto photos = [&](VisitId of) {
        return database_
            ->read(
                [&](db::Transaction& tx) { return file::count(tx, {std::string(kVisitSubject), of.value}); })
            .value();
    };
    EXPECT_EQ(photos(*made), 1);
    EXPECT_EQ(photos(id), 0);
    EXPECT_THAT(wrong(), IsEmpty());
    ASSERT_TRUE(withdrawn(*made));
    EXPECT_THAT(wrong(), IsEmpty());
}

TEST_F(EvidenceVisits, a_correction_is_checked_like_a_visit_and_changes_nothing_when_refused) {
    const auto id = visited(asking(kDay, {})).value();
    auto bad = asking(clock_.today().plus_days(1), {});
    bad.findings.clear();
    const auto refused = corrected(id, bad, "checker", "");
    ASSERT_FALSE(refused);
    std::vector<std::string> fields;
    for (const auto& one : refused.error().fields) fields.push_back(one.field);
    EXPECT_THAT(fields, ElementsAre("visited_on", "findings", "reason"));
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_visit WHERE ended IS NOT NULL"), 0);
}

TEST_F(EvidenceVisits, what_was_decided_upon_is_changed_no_more) {
    const auto id = visited(asking(kDay, {})).value();
    acted(running_, "check", clock_.now() + 1);
    clock_.set(clock_.now() + 2);
    ASSERT_TRUE(withdrawn(id)) << "only noted as checked";
    const auto second = visited(asking(kDay, {})).value();
    clock_.set(clock_.now() + 2);
    acted(running_, "close_scoring", clock_.now());
    EXPECT_EQ(kind_of(withdrawn(second)), ErrorKind::conflict);
    EXPECT_EQ(kind_of(corrected(second, asking(kDay, {}))), ErrorKind::conflict);
    EXPECT_THAT(get("checker", "/ho-so/RUNNING111/kiem-tra/" + std::to_string(second.value) + "/sua").body,
                HasSubstr("đã chấm điểm"));
    clock_.set(clock_.now() + 2);
    const auto later = visited(asking(kDay, {})).value();
    EXPECT_TRUE(withdrawn(later)) << "a visit after the decision";
}

TEST_F(EvidenceVisits, through_the_pages_a_visit_is_corrected_and_withdrawn) {
    const auto id = visited(asking(kDay, {})).value();
    const auto page = "/ho-so/RUNNING111/kiem-tra/" + std::to_string(id.value);
    EXPECT_THAT(get("checker", "/ho-so/RUNNING111/kiem-tra").body, HasSubstr(page + "/sua"));
    EXPECT_THAT(get("city", "/ho-so/RUNNING111/kiem-tra").body, testing::Not(HasSubstr(page + "/sua")));
    EXPECT_EQ(get("far", page + "/sua").status, 404);
    EXPECT_EQ(post("team", page + "/sua", {{"request_key", "a"}}).status, 403);
    const auto form = get("checker", page + "/sua").body;
    EXPECT_THAT(form, HasSubstr("value=\"20/11/2026\"")) << "filled in";
    const Fields typed{{"kind", "check"},         {"visited_on", "21/11/2026"}, {"place", "Ngõ 5"},
                       {"bodies", "Mặt trận"},    {"findings", "Đủ 740 m."},    {"conclusion", "passed"},
                       {"request_key", "correct"}};
    const auto silent = post("checker", page + "/sua", typed);
    EXPECT_EQ(silent.status, 422);
    EXPECT_THAT(silent.body, HasSubstr("Đủ 740 m.")) << "what was typed stays";
    auto told = typed;
    told.emplace_back("reason", "Ghi nhầm ngõ");
    EXPECT_EQ(post("checker", page + "/sua", told).status, 303);
    const auto after = get("reader", "/ho-so/RUNNING111/kiem-tra").body;
    EXPECT_THAT(after,
                HasSubstr("Đính chính ngày 22/11/2026 lần kiểm tra, khảo sát ngày 20/11/2026: Ghi nhầm ngõ"));
    EXPECT_THAT(after, HasSubstr("Đã trồng 200 m hoa.")) << "the old text stays";
    const auto next = "/ho-so/RUNNING111/kiem-tra/" +
                      std::to_string(number_of("SELECT id FROM cycle_visit WHERE ended IS NULL"));
    EXPECT_EQ(post("checker", next + "/rut", {{"request_key", "w"}}).status, 422);
    EXPECT_EQ(post("checker", next + "/rut",
                   {{"request_key", "w"}, {"withdraw_reason", "Ghi nhầm sang hộ ông Nguyễn Văn Thử"}})
                  .status,
              422)
        << "no household is named";
    EXPECT_EQ(
        post("checker", next + "/rut", {{"request_key", "w"}, {"withdraw_reason", "Nhầm hồ sơ"}}).status,
        303);
    EXPECT_EQ(post("checker", next + "/rut", {{"request_key", "x"}, {"withdraw_reason", "Nữa"}}).status, 409);
}

TEST_F(EvidenceVisits, the_dossier_says_what_was_taken_back_last) {
    const auto said = [&] {
        return in(running_, "reader", [&](const life::Question& q) { return parts()[1](q); })
            .value()
            ->said.in(Language::vi);
    };
    const auto id = visited(asking(kDay, {})).value();
    EXPECT_EQ(said(), "");
    ASSERT_TRUE(withdrawn(id));
    EXPECT_EQ(said(), "Đã rút ngày 22/11/2026 lần kiểm tra, khảo sát ngày 20/11/2026: Nhầm hồ sơ");
}

TEST_F(EvidenceVisits, the_reason_goes_with_the_name_in_it) {
    const auto id = visited(asking(kDay, {})).value();
    ASSERT_TRUE(withdrawn(id, "checker", "Nhầm với việc của ông Trần Văn Thử"));
    EXPECT_TRUE(database_->write([&](db::Transaction& tx) {
        return tx.exec("UPDATE initiative_cycle SET registration_id = NULL WHERE id = ?1", running_);
    }));
    ASSERT_TRUE(database_->write([](db::Transaction& tx) { return forget_in_drafts(tx, {"Lê Thị Mẫu"}); }));
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_visit WHERE ended_reason IS NOT NULL"), 1);
    ASSERT_TRUE(database_->write([](db::Transaction& tx) { return forget_in_drafts(tx, {"Trần Văn Thử"}); }));
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_visit WHERE ended_reason IS NOT NULL"), 0);
    EXPECT_THAT(wrong(), IsEmpty());
}

}  // namespace
}  // namespace kheo::registry::evidence
