// SPDX-License-Identifier: Apache-2.0
// People around one dossier and its evidence, without a network: the small country of test_atlas.hpp, a fresh
// database and directory, a fixed clock, one account per role inside and outside the subtree.
#pragma once

#include <gmock/gmock.h>

#include <map>

#include "platform/auth/accounts.hpp"
#include "platform/file/test_pictures.hpp"
#include "platform/http/router.hpp"
#include "platform/http/status.hpp"
#include "platform/http/target.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/test_atlas.hpp"
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

    struct Answer {
        int status = 0;
        std::string body, location;
    };
    struct Sent {
        std::string field, name, content;
    };
    using Fields = std::vector<std::pair<std::string, std::string>>;

    Answer get(const std::string& who, const std::string& target) {
        return ask(http::Method::get, who, target, {}, {});
    }
    Answer post(const std::string& who, const std::string& target, const Fields& fields,
                const std::vector<Sent>& files = {}) {
        return ask(http::Method::post, who, target, fields, files);
    }
    Answer ask(http::Method method, const std::string& who, const std::string& target, const Fields& fields,
               const std::vector<Sent>& files) {
        const auto parsed = http::parse_target(target);
        http::Request request;
        request.method = method;
        request.path = parsed->path;
        request.query = parsed->query;
        for (const auto& [name, value] : fields) request.form.add(name, value);
        for (const auto& sent : files) request.uploads.push_back({sent.field, sent.name, sent.content});
        request.who = people_.at(who);
        auto match = router_.match(method, request.path);
        if (!match.route) return {404, "", ""};
        request.captures = std::move(match.captures);
        if (!request.who.may(match.route->permission, clock_.today())) return {403, "", ""};
        const auto response = match.route->handler(request);
        if (!response)
            return {http::status_of(response.error().kind), response.error().message.in(Language::vi), ""};
        return {response->status, std::string(response->bytes()), std::string(response->header("Location"))};
    }

    auto in(life::CycleId id, const std::string& who, auto fn) {
        using Answer = std::invoke_result_t<decltype(fn), const life::Question&>;
        return database_->write([&](db::Transaction& tx) -> Answer {
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
