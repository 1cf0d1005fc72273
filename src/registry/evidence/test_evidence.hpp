// SPDX-License-Identifier: Apache-2.0
// People around one dossier and its evidence, without a network: the small country of test_atlas.hpp, a fresh
// database and directory, a fixed clock, one account per role inside and outside the subtree.
#pragma once

#include <gmock/gmock.h>

#include <map>

#include "platform/auth/accounts.hpp"
#include "platform/file/test_pictures.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/test_atlas.hpp"
#include "support/asking.hpp"
#include "support/test_database.hpp"

namespace kheo::registry::evidence::test {

using namespace registry::test;  // NOLINT: units by name
using auth::Role;

class EvidenceTest : public ::testing::Test {
  protected:
    EvidenceTest()
        : router_(routes({*database_,
                          clock_,
                          site_,
                          atlas_of_all(),
                          files_,
                          {[this](db::Transaction&, const file::Erasure& e, Millis) {
                               told_ += e.attachments.size();
                               return Result<>();
                           },
                           [this](const file::Erasure&, Millis) {
                               ++journalled_;
                               return Result<>();
                           }}})) {
        add("team", Role::team, kNewWard);
        add("officer", Role::officer, kNewWard);
        add("checker", Role::officer, kNewWard);
        add("leader", Role::leader, kNewWard);
        add("reader", Role::reader, kNewWard);
        add("admin", Role::administrator, kCity);
        add("city", Role::officer, kCity);
        add("far", Role::officer, kOtherCity);
        add("past", Role::officer, kNewWard, *Date::of(2020, 1, 1), clock_.today().plus_days(-1));
        running_ = cycle("RUNNING111", "running", "officer", true);
        draft_ = cycle("DRAFT11111", "draft", "team", false);
    }

    static Snapshot atlas_of_all() {
        return [] { return std::make_shared<const SmallAtlas>(); };
    }

    void add(const std::string& name, Role role, territory::UnitId unit, Date from = *Date::of(2020, 1, 1),
             Date until = *Date::of(2030, 1, 1)) {
        auth::Principal who;
        who.user = database_
                       ->write([&](db::Transaction& tx) -> Result<auth::UserId> {
                           const auto id =
                               TRY(auth::add_account(tx, {name, "Người " + name, "!", false}, clock_.now()));
                           TRY(auth::add_grant(tx, id, {role, unit, from, until}, {}, clock_.now()));
                           return id;
                       })
                       .value();
        who.name = name;
        who.grants = {{role, unit, from, until}};
        who.csrf = "token";
        people_[name] = who;
    }

    /// A dossier in a state, registered or not, as if the acts of life had brought it there.
    life::CycleId cycle(const std::string& code, const std::string& state, const std::string& maker,
                        bool registered);

    using Answer = kheo::test::Answer;
    using Fields = kheo::test::Typed;

    Answer get(const std::string& who, const std::string& target) {
        return kheo::test::ask(router_, clock_.today(), people_.at(who), http::Method::get, target);
    }
    Answer post(const std::string& who, const std::string& target, const Fields& fields,
                const std::vector<http::Upload>& files = {}) {
        return kheo::test::ask(router_, clock_.today(), people_.at(who), http::Method::post, target,
                               {fields, files});
    }

    auto in(life::CycleId id, const std::string& who, auto fn) {
        using Done = std::invoke_result_t<decltype(fn), const life::Question&>;
        return database_->write([&](db::Transaction& tx) -> Done {
            const auto found = TRY(life::find(tx, id));
            return fn(life::Question{tx, *found, people_.at(who), atlas_, clock_.today()});
        });
    }
    std::vector<file::Attachment> attachments(life::CycleId id) {
        return database_
            ->read(
                [&](db::Transaction& tx) { return file::list(tx, {std::string(kCycleSubject), id.value}); })
            .value();
    }
    std::int64_t number_of(const std::string& sql);
    /// An act of life on it, done at that moment.
    void acted(life::CycleId id, const std::string& act, Millis at);

    kheo::test::TestDatabase database_;
    kheo::test::TempDir dir_;
    FixedClock clock_{*Date::of(2026, 11, 22)};
    SmallAtlas atlas_;
    view::Site site_{.name = "Dân vận khéo", .clock = &clock_};
    file::Files files_{*database_, clock_, dir_.path() / "files"};
    std::size_t told_ = 0, journalled_ = 0;
    http::Router router_;
    std::map<std::string, auth::Principal> people_;
    life::CycleId running_, draft_;
};

}  // namespace kheo::registry::evidence::test
