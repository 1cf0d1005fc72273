// SPDX-License-Identifier: Apache-2.0
// A book is put together: who may, in which order, with whose consent. On both databases.
#include <gmock/gmock.h>

#include "registry/publication/publication.hpp"
#include "registry/test_workspace.hpp"

namespace kheo::registry::publication {
namespace {

using namespace registry::test;  // NOLINT: units by name
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PublicationTest : public Workspace {
  protected:
    template <typename F>
    auto as(const auth::Principal& who, F fn) {
        const Reading reading{atlas_map_, visible_to(who, auth::Permission::read_registry, clock_.today()),
                              clock_.today(), nullptr};
        return database_->write(
            [&](db::Transaction& tx) { return fn(tx, Acting{who, reading, clock_.now()}); });
    }
    NewBook book_of(territory::UnitId unit = kNewWard) const {
        return {unit, "Dân vận khéo (mẫu)", "Nhà xuất bản (mẫu)", 2026};
    }
    BookId made(std::string_view key = "k") {
        const auto id = as(officer_, [&](auto& tx, const Acting& a) { return make(tx, book_of(), key, a); });
        EXPECT_TRUE(id.has_value());
        return id.value_or(BookId{});
    }
    std::string registered(std::string title, std::optional<OwnerType> owner = OwnerType::collective) {
        auto row = row_of(std::move(title));
        row.statement.owner_type = owner;
        return database_
            ->write([&](db::Transaction& tx) {
                const Reading reading{atlas_map_, {true, {}}, clock_.today(), nullptr};
                return create(tx, row, "r" + row.statement.title, reading, {officer_.user, clock_.now()});
            })
            .value();
    }
    Result<EntryId> added(BookId book, const std::string& number) {
        return as(officer_, [&](auto& tx, const Acting& a) { return add(tx, book, number, a); });
    }
    std::vector<Entry> now(BookId book) {
        return database_->read([&](db::Transaction& tx) { return entries(tx, book); }).value();
    }
    std::vector<std::string> titles(BookId book) {
        std::vector<std::string> out;
        for (const auto& entry : now(book)) out.push_back(entry.title);
        return out;
    }
    Result<> edited(BookId book, const Entry& entry, Edited with) {
        return as(officer_, [&](auto& tx, const Acting& a) {
            return edit(tx, book, entry.id, entry.row_version, with, a);
        });
    }
    Result<> moved(BookId book, EntryId entry, std::size_t seen, Direction direction) {
        return as(officer_,
                  [&](auto& tx, const Acting& a) { return move(tx, book, entry, seen, direction, a); });
    }
    SmallAtlas atlas_map_;
};

TEST_F(PublicationTest, WhoDoesNotRunTheMovementThereMakesNoBook) {
    const auto by = [&](const auth::Principal& who, territory::UnitId unit) {
        return as(who, [&](auto& tx, const Acting& a) { return make(tx, book_of(unit), "x", a); });
    };
    EXPECT_FALSE(by(reader_, kNewWard).has_value());
    EXPECT_FALSE(by(far_officer_, kNewWard).has_value());
    EXPECT_FALSE(by(officer_, kCity).has_value());
    EXPECT_TRUE(by(officer_, kNewWard).has_value());
}

TEST_F(PublicationTest, TheSameFormTwiceIsOneBook) {
    EXPECT_EQ(made("a"), made("a"));
}

TEST_F(PublicationTest, ABookOfAnotherPlaceLooksAsIfItWereNotThere) {
    const auto book = made();
    const auto seen =
        as(far_officer_, [&](auto& tx, const Acting& a) { return publication::book(tx, book, a); });
    ASSERT_FALSE(seen.has_value());
    EXPECT_EQ(seen.error().kind, ErrorKind::not_found);
    EXPECT_EQ(as(reader_, [&](auto& tx, const Acting& a) { return add(tx, book, "MH-2026-00001", a); })
                  .error()
                  .kind,
              ErrorKind::forbidden);
}

TEST_F(PublicationTest, AnInitiativeStandsInABookOnce) {
    const auto book = made();
    const auto number = registered("Ngõ xanh");
    ASSERT_TRUE(added(book, number));
    EXPECT_EQ(added(book, number).error().fields.front().field, "number");
    EXPECT_EQ(added(book, "MH-2026-99999").error().fields.front().field, "number");
    EXPECT_THAT(now(book), SizeIs(1));
}

TEST_F(PublicationTest, TheOrderIsThePeoplesAndAPressSentTwiceMovesOnce) {
    const auto book = made();
    for (const auto* title : {"Một", "Hai", "Ba"}) ASSERT_TRUE(added(book, registered(title)));
    const auto third = now(book)[2].id;
    ASSERT_TRUE(moved(book, third, 2, Direction::up));
    EXPECT_THAT(titles(book), ElementsAre("Một", "Ba", "Hai"));
    ASSERT_TRUE(moved(book, third, 2, Direction::up));
    EXPECT_THAT(titles(book), ElementsAre("Một", "Ba", "Hai"));
    ASSERT_TRUE(moved(book, now(book)[0].id, 0, Direction::up));
    ASSERT_TRUE(moved(book, now(book)[2].id, 2, Direction::down));
    EXPECT_THAT(titles(book), ElementsAre("Một", "Ba", "Hai"));
}

TEST_F(PublicationTest, ATextAboutAPersonNeedsConsentOnPaper) {
    const auto book = made();
    ASSERT_TRUE(added(book, registered("Bà Tư hiến đất", OwnerType::individual)));
    const auto entry = now(book)[0];
    EXPECT_EQ(edited(book, entry, {"Bà Tư", "…", "", Consent::not_needed}).error().fields.front().field,
              "consent");
    EXPECT_EQ(edited(book, entry, {"Bà Tư", "…", "", Consent::given}).error().fields.front().field,
              "consent_paper");
    EXPECT_TRUE(edited(book, entry, {"Bà Tư", "…", "Bản số 3 ngày 02/11/2026", Consent::given}));
}

TEST_F(PublicationTest, AnOwnerOfNoStatedKindIsTakenForAPerson) {
    const auto book = made();
    ASSERT_TRUE(added(book, registered("Không rõ ai", std::nullopt)));
    EXPECT_FALSE(edited(book, now(book)[0], {"Không rõ", "…", "", Consent::not_needed}).has_value());
}

TEST_F(PublicationTest, WhoEditsAnOldVersionIsToldAndChangesNothing) {
    const auto book = made();
    ASSERT_TRUE(added(book, registered("Ngõ xanh")));
    const auto seen = now(book)[0];
    ASSERT_TRUE(edited(book, seen, {"Ngõ xanh hoa", "Bài", "", Consent::not_needed}));
    EXPECT_EQ(edited(book, seen, {"Ngõ khác", "Bài", "", Consent::not_needed}).error().kind,
              ErrorKind::conflict);
    EXPECT_THAT(titles(book), ElementsAre("Ngõ xanh hoa"));
}

TEST_F(PublicationTest, ABookClosesOnlyWhenEverybodyAgreedAndIsThenLeftAlone) {
    const auto book = made();
    const auto closing = [&] {
        return as(officer_, [&](auto& tx, const Acting& a) { return close(tx, book, a); });
    };
    EXPECT_FALSE(closing().has_value());
    ASSERT_TRUE(added(book, registered("Ngõ xanh")));
    EXPECT_FALSE(closing().has_value());
    ASSERT_TRUE(edited(book, now(book)[0], {"Ngõ xanh", "Bài", "", Consent::not_needed}));
    EXPECT_THAT(hindrances(now(book)), IsEmpty());
    ASSERT_TRUE(closing());
    ASSERT_TRUE(closing());
    EXPECT_EQ(added(book, registered("Hai")).error().kind, ErrorKind::conflict);
    ASSERT_TRUE(as(officer_, [&](auto& tx, const Acting& a) { return reopen(tx, book, a); }));
    EXPECT_TRUE(added(book, registered("Hai")));
}

TEST_F(PublicationTest, WhoIsErasedFromADossierIsErasedFromTheBook) {
    const auto book = made();
    const auto number = registered("Bà Tư hiến đất", OwnerType::individual);
    ASSERT_TRUE(added(book, number));
    ASSERT_TRUE(edited(book, now(book)[0], {"Bà Tư", "Bà Tư kể", "Bản số 3", Consent::given}));
    const auto id = now(book)[0].initiative;
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return forget(tx, id); }));
    const auto entry = now(book)[0];
    EXPECT_EQ(entry.title, number);
    EXPECT_EQ(entry.text + entry.consent_paper, "");
    EXPECT_EQ(entry.consent, Consent::refused);
}

}  // namespace
}  // namespace kheo::registry::publication
