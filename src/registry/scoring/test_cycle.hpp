// SPDX-License-Identifier: Apache-2.0
// Dossiers for the tests of scoring, put into a state without walking there.
#pragma once

#include "registry/life/life.hpp"
#include "registry/scoring/scoring.hpp"
#include "registry/scoring/test_office.hpp"

namespace kheo::registry::scoring::test {

/// A registered dossier of the unit; owner_type "" = not stated. Its code is the answer.
Result<std::string> add_cycle(db::Transaction& tx, std::string_view title, territory::UnitId unit,
                              std::string_view state, auth::UserId creator,
                              std::string_view owner_type = "collective");
Result<> set_state(db::Transaction& tx, std::string_view code, std::string_view state);
/// The person wrote on the proposal.
Result<> add_author(db::Transaction& tx, std::string_view code, auth::UserId author);
/// An act of life, done at that moment.
Result<> add_act(db::Transaction& tx, std::string_view code, std::string_view act, Millis at);
/// Past the program: every point becomes this one; below 0: none.
Result<> alter_point(db::Transaction& tx, std::int64_t points);

/// Persons, and a dossier of Phường Đông Mới that two scorers share.
class Scoring : public Office {
  protected:
    Scoring() {
        using enum auth::Role;
        owner_ = person("chusohuu", {{team, kNewWard}});
        officer_ = person("canbo", {{officer, kNewWard}});
        an_ = person("chaman", {{scorer, kNewWard}});
        binh_ = person("chambinh", {{scorer, kCity}});
        leader_ = person("lanhdao", {{leader, kNewWard}});
        reader_ = person("nguoidoc", {{reader, kCity}});
        far_ = person("chamxa", {{scorer, kOtherCity}});
        code_ = cycle("checked");
        here_ = "/ho-so/" + code_ + "/cham-diem";
    }

    std::string cycle(const std::string& state, const std::string& owner_type = "collective") {
        const auto made = database_->write([&](db::Transaction& tx) {
            return add_cycle(tx, "Ngõ xanh " + std::to_string(++made_), kNewWard, state, owner_.user,
                             owner_type);
        });
        EXPECT_TRUE(made.has_value()) << made.error().detail;
        return made.value_or("");
    }
    void move(const std::string& state) {
        ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return set_state(tx, code_, state); }));
    }

    /// Criteria of the shipped rubric for collectives, in order.
    std::vector<std::string> criteria() {
        std::vector<std::string> out;
        const auto page = get(an_, here_).body;
        for (std::size_t at = 0; (at = page.find("name=\"p-", at)) != std::string::npos; at += 8)
            out.push_back(page.substr(at + 8, page.find('"', at + 8) - at - 8));
        return out;
    }
    int assign(const auth::Principal& by, const auth::Principal& whom) {
        return post(by, here_ + "/phan-cong", {{"scorer", std::to_string(whom.user.value)}}).status;
    }
    /// A sheet with these points, by what the page of the person shows.
    Answer score(const auth::Principal& who, const std::vector<std::string>& points, const std::string& act,
                 const std::string& remark = "", const std::string& target = "") {
        const auto where = target.empty() ? here_ : target;
        const auto page = get(who, where).body;
        Form form{{"act", act}, {"remark", remark}, {"row_version", version_in(page)}};
        std::size_t at = 0;
        for (const auto& given : points) {
            at = page.find("name=\"p-", at);
            if (at == std::string::npos) break;
            at += 8;
            form.emplace_back("p-" + page.substr(at, page.find('"', at) - at), given);
        }
        return post(who, where, form);
    }
    static std::string version_in(const std::string& page) {
        const std::string mark = "name=\"row_version\" value=\"";
        const auto at = page.find(mark);
        if (at == std::string::npos) return "0";
        return page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
    }

    void both_assigned() {
        ASSERT_EQ(assign(officer_, an_), 303);
        ASSERT_EQ(assign(officer_, binh_), 303);
    }
    std::string guard(std::string_view name, const auth::Principal& who) {
        const registry::test::SmallAtlas atlas;
        const auto said = database_->read([&](db::Transaction& tx) -> Result<std::optional<Sentence>> {
            const auto cycle = TRY(life::find(tx, code_));
            for (const auto& one : guards())
                if (one.name == name) return one.hindrance({tx, *cycle, who, atlas, clock_.today(), level_});
            return fail(ErrorKind::internal, Message{"no such guard", {}});
        });
        EXPECT_TRUE(said.has_value());
        return said.value() ? said.value()->in(Language::vi) : "";
    }
    life::RecognitionLevel level_ = life::RecognitionLevel::commune;
    std::string summary(const auth::Principal& who) { return get(who, here_ + "/tong-hop").body; }

    auth::Principal owner_, officer_, an_, binh_, leader_, reader_, far_;
    std::string code_, here_;

  private:
    int made_ = 0;
};

inline const std::vector<std::string> kGood{"8", "12", "17,5", "16", "18", "10"};    // 81,5
inline const std::vector<std::string> kBetter{"9", "13", "18", "17", "18,5", "12"};  // 87,5
inline const std::vector<std::string> kPoor{"3", "5", "8", "8", "10", "6"};          // 40

}  // namespace kheo::registry::scoring::test
