// SPDX-License-Identifier: Apache-2.0
// Who may do what with the evidence of a dossier, what the guard says, what is summed: wrong persons first.
#include "registry/evidence/altered.hpp"
#include "registry/evidence/forms.hpp"
#include "registry/evidence/service.hpp"
#include "registry/evidence/store.hpp"
#include "registry/evidence/test_evidence.hpp"

namespace kheo::registry::evidence {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Visit check_of(Conclusion concluded, Date on = *Date::of(2026, 11, 20)) {
    Visit v;
    v.on = on;
    v.place = "Ngõ 3, thôn Đông";
    v.bodies = "Mặt trận Tổ quốc phường";
    v.findings = "Đã trồng 200 m hoa.";
    v.concluded = concluded;
    if (concluded == Conclusion::to_fix)
        v.follow_ups.push_back({{}, "Trồng nốt đoạn cuối", on.plus_days(10), {}});
    return v;
}

Quantity of(std::string_view kind, std::int64_t amount, std::string source = "households",
            bool planned = false) {
    Quantity q;
    q.kind = find_kind(kind);
    q.amount = amount;
    q.source = std::move(source);
    q.planned = planned;
    return q;
}

class Evidence : public EvidenceTest {
  protected:
    Result<VisitId> visited(const std::string& who, const Visit& visit, std::string key = {}) {
        return in(running_, who,
                  [&](const life::Question& q) { return record({q, clock_.now(), key}, visit); });
    }
    std::string hindrance() {
        return in(running_, "checker", [&](const life::Question& q) { return visit_guard().hindrance(q); })
            .value()
            .value_or(Sentence())
            .in(Language::vi);
    }
    Result<QuantityId> noted(const std::string& who, const Quantity& q, std::string key = {}) {
        return in(running_, who, [&](const life::Question& question) {
            return note_quantity({question, clock_.now(), key}, q);
        });
    }
    Rights rights(life::CycleId id, const std::string& who) {
        return in(id, who,
                  [&](const life::Question& q) -> Result<Rights> {
                      const Acting acting{q, clock_.now(), {}};
                      auto out = acting.rights();
                      out.visit = TRY(acting.may_visit());  // and need not stay apart
                      return out;
                  })
            .value();
    }
    static ErrorKind kind_of(const auto& result) {
        return result ? ErrorKind::internal : result.error().kind;
    }
};

TEST_F(Evidence, each_role_does_what_it_may_and_no_more) {
    struct Row {
        const char* who;
        bool open, add, visit, manage;
    };
    // "officer" made the running dossier.
    for (const auto& row : {Row{"team", true, true, false, false},
                            {"officer", true, true, false, true},
                            {"checker", true, true, true, true},
                            {"city", true, true, true, true},
                            {"leader", true, false, false, false},
                            {"reader", true, false, false, false},
                            {"admin", true, false, false, false},
                            {"far", false, false, false, false},
                            {"past", false, false, false, false}}) {
        const auto r = rights(running_, row.who);
        EXPECT_EQ(r.open, row.open) << row.who;
        EXPECT_EQ(r.add, row.add) << row.who;
        EXPECT_EQ(r.visit, row.visit) << row.who;
        EXPECT_EQ(r.manage, row.manage) << row.who;
    }
    EXPECT_FALSE(rights(draft_, "reader").open) << "a draft is its makers'";
    EXPECT_FALSE(rights(draft_, "city").open);
    EXPECT_TRUE(rights(draft_, "team").add);
    EXPECT_FALSE(rights(draft_, "checker").visit) << "nobody checks what was not submitted";
}

TEST_F(Evidence, a_dossier_at_its_end_is_read_only) {
    const auto stopped = cycle("STOPPED111", "stopped", "officer", true);
    EXPECT_TRUE(rights(stopped, "checker").open);
    EXPECT_FALSE(rights(stopped, "checker").add);
    EXPECT_FALSE(rights(stopped, "checker").visit);
    EXPECT_TRUE(rights(stopped, "checker").manage) << "consent can be taken back";
}

TEST_F(Evidence, who_made_the_dossier_does_not_record_its_check) {
    EXPECT_EQ(kind_of(visited("officer", check_of(Conclusion::passed))), ErrorKind::forbidden);
    EXPECT_EQ(kind_of(visited("reader", check_of(Conclusion::passed))), ErrorKind::forbidden);
    EXPECT_EQ(kind_of(visited("far", check_of(Conclusion::passed))), ErrorKind::not_found);
    EXPECT_TRUE(visited("checker", check_of(Conclusion::passed)));
}

TEST_F(Evidence, a_visit_says_everything_or_what_is_missing) {
    Visit empty;
    empty.on = clock_.today().plus_days(1);
    empty.concluded = Conclusion::to_fix;
    const auto refused = visited("checker", empty);
    ASSERT_FALSE(refused);
    std::vector<std::string> fields;
    for (const auto& wrong : refused.error().fields) fields.push_back(wrong.field);
    EXPECT_THAT(fields, ElementsAre("visited_on", "bodies", "place", "findings", "follow_up_1"));
}

TEST_F(Evidence, a_visit_is_not_older_than_the_dossier_or_its_year) {
    const auto refused = visited("checker", check_of(Conclusion::passed, *Date::of(2020, 11, 20)));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.front().field, "visited_on");
    EXPECT_TRUE(visited("checker", check_of(Conclusion::passed, *Date::of(2026, 1, 1)), "second"));
}

TEST_F(Evidence, a_visit_names_no_household) {
    auto visit = check_of(Conclusion::passed);
    visit.place = "Nhà số 12 ngõ 3";
    visit.findings = "Hỏi thăm hộ nghèo bà Lan.\nĐã trồng 200 m hoa.";
    const auto refused = visited("checker", visit);
    ASSERT_FALSE(refused);
    std::vector<std::string> fields;
    for (const auto& wrong : refused.error().fields) fields.push_back(wrong.field);
    EXPECT_THAT(fields, ElementsAre("place", "findings"));
}

TEST_F(Evidence, the_guard_waits_for_a_check_that_holds) {
    EXPECT_THAT(hindrance(), HasSubstr("Chưa ghi lần kiểm tra nào"));
    auto survey = check_of(Conclusion::passed);
    survey.kind = VisitKind::survey;
    ASSERT_TRUE(visited("checker", survey));
    EXPECT_THAT(hindrance(), HasSubstr("Chưa ghi lần kiểm tra nào")) << "a survey is no check";
    ASSERT_TRUE(visited("checker", check_of(Conclusion::failed, *Date::of(2026, 11, 1))));
    EXPECT_THAT(hindrance(), HasSubstr("không đạt"));
    ASSERT_TRUE(visited("checker", check_of(Conclusion::to_fix, *Date::of(2026, 11, 5))));
    EXPECT_THAT(hindrance(), HasSubstr("Còn 1 việc"));
    const auto follow_up = FollowUpId{number_of("SELECT id FROM cycle_follow_up")};
    const auto done = [&](const std::string& who) {
        return in(running_, who,
                  [&](const life::Question& q) { return follow_up_done({q, clock_.now(), {}}, follow_up); });
    };
    EXPECT_EQ(kind_of(done("officer")), ErrorKind::forbidden);
    ASSERT_TRUE(done("checker"));
    ASSERT_TRUE(done("checker")) << "twice is once";
    EXPECT_EQ(hindrance(), "");
    EXPECT_EQ(number_of("SELECT count(*) FROM ledger_entry WHERE verb = 'registry.follow_up_done'"), 1);
}

TEST_F(Evidence, a_check_from_before_the_results_were_reported_is_no_check_of_them) {
    ASSERT_TRUE(visited("checker", check_of(Conclusion::passed, *Date::of(2026, 3, 9))));
    EXPECT_EQ(hindrance(), "");
    acted(running_, "self_assess", day_start(*Date::of(2026, 11, 10)) + 1000);
    EXPECT_THAT(hindrance(), HasSubstr("báo cáo kết quả ngày 10/11/2026"));
    ASSERT_TRUE(visited("checker", check_of(Conclusion::passed, *Date::of(2026, 11, 10)), "k2"));
    EXPECT_EQ(hindrance(), "") << "checked on the day of the report";
    acted(running_, "reopen", clock_.now() + 1000);
    acted(running_, "self_assess", clock_.now() + 2000);
    clock_.set(clock_.now() + 3000);
    EXPECT_THAT(hindrance(), HasSubstr("báo cáo kết quả ngày 22/11/2026")) << "the work was taken up again";
    ASSERT_TRUE(visited("checker", check_of(Conclusion::passed, *Date::of(2026, 11, 22)), "k3"));
    EXPECT_EQ(hindrance(), "");
}

TEST_F(Evidence, the_same_form_twice_is_one_visit_and_one_amount) {
    const auto first = visited("checker", check_of(Conclusion::passed), "k1").value();
    EXPECT_EQ(visited("checker", check_of(Conclusion::passed), "k1").value(), first);
    const auto amount = noted("team", of("land", 64), "k2").value();
    EXPECT_EQ(noted("team", of("land", 64), "k2").value(), amount);
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_visit"), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_quantity"), 1);
}

TEST_F(Evidence, amounts_are_whole_have_a_source_and_name_no_household) {
    EXPECT_FALSE(noted("team", of("money", 0)));
    EXPECT_FALSE(noted("team", of("money", -5)));
    EXPECT_FALSE(noted("team", of("money", 200'000'000'000'000)));
    EXPECT_FALSE(noted("team", of("money", 5, "")));
    EXPECT_FALSE(noted("team", of("money", 5, "uncle")));
    for (const auto* note : {"Hộ ông Trần Văn A hiến 12 m²", "gia đình bà Hoa", "nhà bà Hai góp gạch",
                             "hộ nghèo bà Lan", "Hộ Trương Văn B", "nhà cụ Sáu"}) {
        auto q = of("land", 12);
        q.note = note;
        EXPECT_FALSE(noted("team", q)) << note;
    }
    auto q = of("land", 12);
    q.note = "18 hộ ngõ 3";
    EXPECT_TRUE(noted("team", q));
    EXPECT_EQ(kind_of(noted("reader", of("land", 1))), ErrorKind::forbidden);
    EXPECT_EQ(kind_of(noted("far", of("land", 1))), ErrorKind::not_found);
}

TEST_F(Evidence, sums_are_of_what_is_not_crossed_out) {
    ASSERT_TRUE(noted("team", of("money", 5'000'000, "households", true)));
    ASSERT_TRUE(noted("team", of("money", 3'000'000)));
    ASSERT_TRUE(noted("team", of("money", 1'000'000, "business")));
    ASSERT_TRUE(noted("team", of("households", 64, "")));
    const auto wrong = noted("team", of("land", 999)).value();
    ASSERT_TRUE(in(running_, "officer",
                   [&](const life::Question& q) { return cross_out({q, clock_.now(), {}}, wrong); }));
    const auto all = database_->read([&](db::Transaction& tx) { return sums(tx, running_); }).value();
    ASSERT_EQ(all.size(), 2);
    EXPECT_EQ(all[0].kind->code, "money");
    EXPECT_EQ(all[0].planned, 5'000'000);
    EXPECT_EQ(all[0].actual, 4'000'000);
    EXPECT_EQ(all[0].actual_by_source.size(), 2);
    EXPECT_EQ(all[1].kind->code, "households");
    const auto initiative = InitiativeId{number_of("SELECT min(id) FROM initiative")};
    const auto years =
        database_->read([&](db::Transaction& tx) { return sums_of_initiative(tx, initiative); }).value();
    EXPECT_EQ(years[0].actual, 4'000'000);
}

TEST_F(Evidence, a_photo_comes_with_a_draft_and_stays_its_makers) {
    const auto staged = files_.stage_photo(file::test::jpeg_that_tells()).value();
    const auto add_as = [&](const std::string& who) {
        return in(draft_, who, [&](const life::Question& q) {
            return add_photo(q, staged, {.caption = "Ngõ 3"}, "form-1", clock_.now());
        });
    };
    EXPECT_EQ(kind_of(add_as("reader")), ErrorKind::not_found);
    EXPECT_EQ(kind_of(add_as("far")), ErrorKind::not_found);
    const auto id = add_as("team").value();
    EXPECT_EQ(add_as("team").value(), id);
    EXPECT_EQ(attachments(draft_).size(), 1);
    const auto rules = file_rules(atlas_of_all(), clock_);
    const auto sees = [&](const std::string& who) {
        return database_
            ->read([&](db::Transaction& tx) {
                return rules.find(kCycleSubject)->second.may_see(tx, people_.at(who), draft_.value);
            })
            .value();
    };
    EXPECT_TRUE(sees("team"));
    EXPECT_FALSE(sees("reader"));
    EXPECT_FALSE(sees("admin"));
    EXPECT_FALSE(sees("city"));
}

TEST_F(Evidence, only_a_registered_practice_shows_photos_to_everybody) {
    const auto attached = [&](life::CycleId id, const std::string& who) {
        const auto staged = files_.stage_photo(file::test::jpeg_that_tells()).value();
        return in(id, who,
                  [&](const life::Question& q) {
                      return add_photo(q, staged, {.consent = file::Consent::people}, "", clock_.now());
                  })
            .value();
    };
    const auto in_draft = attached(draft_, "team"), in_register = attached(running_, "team");
    const auto open_as = [&](life::CycleId cycle, file::AttachmentId id, const std::string& who) {
        return in(cycle, who,
                  [&](const life::Question& q) { return publish({q, clock_.now(), {}}, id, true); });
    };
    EXPECT_EQ(kind_of(open_as(draft_, in_draft, "officer")), ErrorKind::conflict);
    EXPECT_EQ(kind_of(open_as(running_, in_register, "team")), ErrorKind::forbidden);
    EXPECT_EQ(kind_of(open_as(running_, in_draft, "officer")), ErrorKind::not_found) << "of another dossier";
    EXPECT_TRUE(open_as(running_, in_register, "officer"));
    const auto initiative = InitiativeId{number_of("SELECT min(id) FROM initiative")};
    const auto shown =
        database_->read([&](db::Transaction& tx) { return public_photos(tx, initiative); }).value();
    ASSERT_EQ(shown.size(), 1);
    const auto files =
        database_->read([&](db::Transaction& tx) { return file::public_files(tx, public_subject()); })
            .value();
    EXPECT_EQ(files.size(), 3);
    (void)database_->write(
        [](db::Transaction& tx) { return tx.exec("UPDATE registration SET undone_at = 1"); });
    EXPECT_THAT(database_->read([&](db::Transaction& tx) { return file::public_files(tx, public_subject()); })
                    .value(),
                IsEmpty())
        << "a registration that was taken back takes its photos along";
}

TEST_F(Evidence, nothing_contradicts_itself_afterwards) {
    ASSERT_TRUE(visited("checker", check_of(Conclusion::to_fix)));
    ASSERT_TRUE(noted("team", of("land", 64)));
    const auto all = database_
                         ->read([](db::Transaction& tx) -> Result<std::vector<std::string>> {
                             auto out = TRY(faults(tx));
                             for (auto& more : TRY(file::faults(tx))) out.push_back(more);
                             return out;
                         })
                         .value();
    EXPECT_THAT(all, IsEmpty());
    (void)database_->write([](db::Transaction& tx) -> Result<> {
        TRY(tx.exec("UPDATE cycle_visit SET latitude_milli = 1"));
        TRY(tx.exec("UPDATE cycle_quantity SET kind = 'gold', source = ''"));
        return {};
    });
    EXPECT_EQ(database_->read([](db::Transaction& tx) { return faults(tx); }).value().size(), 3);
}

TEST_F(Evidence, what_is_changed_past_the_program_is_named) {
    auto visit = check_of(Conclusion::to_fix);
    visit.people = {people_.at("city").user, people_.at("checker").user};
    visit.follow_ups.push_back({{}, "Trước đó", visit.on.plus_days(2), {}});
    visit.point = Point{20851, 106685};
    ASSERT_TRUE(visited("checker", visit));
    ASSERT_TRUE(noted("team", of("land", 64)));
    const auto found = [&] {
        return database_->read([](db::Transaction& tx) { return altered(tx); }).value();
    };
    EXPECT_THAT(found(), IsEmpty());
    (void)database_->write([](db::Transaction& tx) -> Result<> {
        TRY(tx.exec("UPDATE cycle_visit SET conclusion = 'passed'"));
        TRY(tx.exec("UPDATE cycle_quantity SET amount = 640"));
        return {};
    });
    EXPECT_THAT(found(), ElementsAre("visit 1", "quantity 1"));
    (void)database_->write(
        [](db::Transaction& tx) { return tx.exec("UPDATE cycle_visit SET findings = NULL"); });
    EXPECT_THAT(found(), ElementsAre("quantity 1")) << "what was erased says nothing";
}

TEST_F(Evidence, what_people_wrote_goes_with_the_name_of_the_owner_and_numbers_stay) {
    auto visit = check_of(Conclusion::to_fix);
    visit.findings = "Gặp ông Trần Văn Thử";
    ASSERT_TRUE(visited("checker", visit));
    ASSERT_TRUE(noted("team", of("land", 64)));
    const auto staged = files_.stage_photo(file::test::jpeg_that_tells()).value();
    ASSERT_TRUE(in(running_, "team", [&](const life::Question& q) {
        return add_photo(q, staged, {.caption = "Ông Trần Văn Thử", .consent = file::Consent::people}, "",
                         clock_.now());
    }));
    const auto initiative = InitiativeId{number_of("SELECT min(id) FROM initiative")};
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return forget(tx, initiative); }));
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_visit WHERE findings IS NULL AND place = ''"), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_follow_up WHERE text IS NULL"), 1);
    EXPECT_EQ(attachments(running_).at(0).said.caption, "");
    EXPECT_EQ(attachments(running_).at(0).said.consent, file::Consent::people);
    EXPECT_THAT(database_->read([](db::Transaction& tx) { return altered(tx); }).value(), IsEmpty());
    EXPECT_EQ(database_->read([&](db::Transaction& tx) { return sums(tx, running_); }).value().at(0).actual,
              64);
}

TEST_F(Evidence, of_a_proposal_only_what_names_the_person_goes) {
    const auto add_to_draft = [&](const char* caption, int green) {
        const auto staged = files_.stage_photo(file::test::jpeg_that_tells({.green = green})).value();
        return in(draft_, "team", [&](const life::Question& q) {
            return add_photo(q, staged, {.caption = caption}, "", clock_.now());
        });
    };
    const auto forget_all = [&](const std::vector<std::string>& names) {
        return database_->write([&](db::Transaction& tx) { return forget_in_drafts(tx, names); });
    };
    ASSERT_TRUE(add_to_draft("Nhà bà Lê Thị Mẫu", 10));
    ASSERT_TRUE(forget_all({"Trần Văn Thử"}));
    EXPECT_EQ(attachments(draft_).at(0).said.caption, "Nhà bà Lê Thị Mẫu");
    ASSERT_TRUE(forget_all({"Trần Văn Thử", "Bà Lê Thị Mẫu"}));
    EXPECT_EQ(attachments(draft_).at(0).said.caption, "");
}

TEST(EvidenceForms, amounts_as_people_write_them) {
    EXPECT_EQ(parse_amount("1.280"), 1280);
    EXPECT_EQ(parse_amount("1 500 000"), 1'500'000);
    for (const auto* wrong : {"1,5", "-3", "", "12 m", "99999999999999999999"})
        EXPECT_FALSE(parse_amount(wrong)) << wrong;
}

TEST(EvidenceForms, consent_is_what_was_ticked) {
    const auto read = [](std::vector<std::string> ticks) {
        http::Fields form;
        for (auto& tick : ticks) form.add("consent", tick);
        Errors wrong;
        const auto said = read_description(form, wrong);
        return std::tuple(said.consent, said.children, wrong.size());
    };
    using enum file::Consent;
    EXPECT_EQ(read({}), std::tuple(none, false, 0U));
    EXPECT_EQ(read({"people"}), std::tuple(people, false, 0U));
    EXPECT_EQ(read({"people", "children"}), std::tuple(people, true, 0U));
    EXPECT_EQ(read({"people", "children", "guardian"}), std::tuple(guardian, true, 0U));
    EXPECT_EQ(read({"children", "guardian"}), std::tuple(none, true, 0U));
    EXPECT_EQ(read({"nobody"}), std::tuple(nobody, false, 0U));
    EXPECT_EQ(read({"nobody", "children"}), std::tuple(none, true, 1U));
}

TEST(EvidenceForms, a_point_is_kept_only_when_asked_and_rounded) {
    const auto read = [](bool keep, const char* latitude, const char* longitude) {
        http::Fields form;
        form.add("latitude", latitude);
        form.add("longitude", longitude);
        if (keep) form.add("keep_point", "1");
        Errors wrong;
        return read_visit(form, {}, wrong).point;
    };
    EXPECT_EQ(read(false, "20,85123", "106,68456"), std::nullopt);
    EXPECT_EQ(read(true, "20,85123", "106.68456"), (Point{20851, 106685}));
    EXPECT_EQ(read(true, "91", "106"), std::nullopt);
    EXPECT_EQ(read(true, "nan", "106"), std::nullopt);
}

}  // namespace
}  // namespace kheo::registry::evidence
