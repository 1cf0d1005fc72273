// SPDX-License-Identifier: Apache-2.0
// A person asks that their name be taken out of the registry.
#include "registry/erasure.hpp"

#include <gmock/gmock.h>

#include "platform/ledger/ledger.hpp"
#include "registry/test_atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::registry {
namespace {

using test::kWardA, test::kWardB, test::SmallAtlas;
using ::testing::HasSubstr;

class ErasingOwners : public ::testing::Test {
  protected:
    static NewRow row_of(std::string title, std::string owner, std::optional<OwnerType> type,
                         territory::UnitId unit = kWardA) {
        NewRow row;
        row.statement.kind = Kind::exemplar;
        row.statement.title = std::move(title);
        row.statement.owner_type = type;
        row.statement.owner_text = std::move(owner);
        row.statement.unit = unit;
        row.campaign_year = 2024;
        row.date = *Date::of(2024, 3, 1);
        row.precision = Precision::month;
        return row;
    }

    std::vector<std::string> save(const std::vector<NewRow>& rows) {
        const NewBatch batch{"ds.xlsx", "ab12", kWardA, *Date::of(2024, 12, 1), 2024, 0};
        const auto result = database_->write(
            [&](db::Transaction& tx) { return register_rows(tx, batch, rows, atlas_, {{7}, 1000}); });
        std::vector<std::string> numbers;
        for (const auto& row : result.value().rows)
            numbers.push_back(
                *database_->read([&](db::Transaction& tx) { return number_of(tx, row.initiative, 1000); })
                     .value());
        return numbers;
    }

    Result<Erasure> erase(const std::string& number, OwnersAre known = OwnersAre::as_the_dossier_says) {
        return database_->write(
            [&](db::Transaction& tx) { return erase_owners(tx, number, known, {{}, 5000}); });
    }

    bool erase_again(std::int64_t id, std::vector<ErasedOwner> owners) {
        const ErasedDossier erased{InitiativeId{id}, 1000, {}, {}, std::move(owners)};
        return database_
            ->write([&](db::Transaction& tx) { return erase_owners_again(tx, erased, {{}, 5000}); })
            .value();
    }

    std::string text(std::string_view sql) {
        std::string all;
        const auto read = database_->read([&](db::Transaction& tx) {
            return tx.each([&](const db::Row& row) { all.append(row.text(0)).append("|"); }, sql);
        });
        EXPECT_TRUE(read);
        return all;
    }

    /// Every place the registry keeps a name in.
    std::string everything() {
        return text("SELECT title || title_folded || owner_text || owner_folded FROM initiative") +
               text("SELECT name || owner_key FROM initiative_owner") +
               text("SELECT COALESCE(value_json, '') FROM initiative_version") +
               text("SELECT problem || method || note FROM initiative_form") +
               text("SELECT title_sort FROM initiative") + text("SELECT owner_sort FROM initiative");
    }
    std::int64_t owners() {
        return database_
            ->read([](db::Transaction& tx) {
                return tx.value("SELECT count(DISTINCT owner_key) FROM registry_fact_owner");
            })
            .value();
    }

    kheo::test::TestDatabase database_;
    SmallAtlas atlas_;
};

TEST_F(ErasingOwners, TheNameOfACollectiveIsNoPersonalData) {
    const auto numbers = save({row_of("Đường hoa", "Hội Phụ nữ", OwnerType::collective)});
    EXPECT_EQ(erase(numbers[0]).error().message.key(), "registry.erase_collective");
    EXPECT_EQ(erase("DH-2024-09999").error().kind, ErrorKind::not_found);
    EXPECT_THAT(everything(), HasSubstr("Hội Phụ nữ"));
}

TEST_F(ErasingOwners, APersonCalledACollectiveGoesWhenTheCallerKnows) {
    const auto numbers = save({row_of("Hiến đất", "Ông Trần Văn Thử", OwnerType::collective),
                               row_of("Ngõ xanh", "Ông Trần Văn Thử", std::nullopt)});
    const auto names = [&](OwnersAre known) {
        return database_->read([&](db::Transaction& tx) { return names_to_erase(tx, numbers[0], known); });
    };
    EXPECT_EQ(names(OwnersAre::as_the_dossier_says).error().message.key(), "registry.erase_collective");
    EXPECT_THAT(names(OwnersAre::persons).value(), ::testing::ElementsAre("Ông Trần Văn Thử"));
    ASSERT_FALSE(erase(numbers[0]));
    const auto erased = erase(numbers[0], OwnersAre::persons);
    ASSERT_TRUE(erased) << erased.error().detail;
    EXPECT_EQ(erased->dossiers.size(), 2);
    EXPECT_EQ(everything().find("tran van thu"), std::string::npos);
    EXPECT_EQ(erase("DH-2024-09999", OwnersAre::persons).error().kind, ErrorKind::not_found);
}

TEST_F(ErasingOwners, AnOwnerOfNoStatedKindIsErasedWithoutAsking) {
    const auto numbers = save({row_of("Ngõ xanh", "Ông Trần Văn Thử", std::nullopt)});
    ASSERT_TRUE(erase(numbers[0]));
    EXPECT_EQ(everything().find("tran van thu"), std::string::npos);
}

TEST_F(ErasingOwners, AfterTheImportWasUndoneTheNameCanStillBeErased) {
    const auto numbers = save({row_of("Hiến đất", "Ông Trần Văn Thử", OwnerType::collective)});
    const auto undone =
        database_->write([](db::Transaction& tx) { return undo_batch(tx, BatchId{1}, {{7}, 2000}); });
    ASSERT_TRUE(undone) << undone.error().detail;
    ASSERT_EQ(*undone, 1);
    ASSERT_THAT(everything(), HasSubstr("tran van thu")) << "undoing keeps the dossier";
    const auto erased = erase(numbers[0], OwnersAre::persons);
    ASSERT_TRUE(erased) << erased.error().detail;
    EXPECT_EQ(erased->dossiers.size(), 1);
    EXPECT_THAT(erased->files, ::testing::ElementsAre("ab12")) << "the list holds the name as well";
    EXPECT_EQ(everything().find("tran van thu"), std::string::npos);
    EXPECT_TRUE(database_->read([](db::Transaction& tx) { return faults(tx); })->empty());
}

TEST_F(ErasingOwners, TheNameIsNowhereAnyMore) {
    auto row = row_of("Ông Trần Văn Thử hiến đất", "Ông Trần Văn Thử; Lê Thị Mẫu", OwnerType::individual);
    row.statement.headings.method = "Trần Văn Thử vận động từng nhà";
    const auto numbers = save({row, row_of("Ngõ xanh", "Ông Trần Văn Thử", OwnerType::individual)});
    ASSERT_THAT(everything(), HasSubstr("tran van thu"));
    const auto erased = erase(numbers[0]);
    ASSERT_TRUE(erased) << erased.error().detail;
    EXPECT_EQ(erased->dossiers.size(), 2);
    EXPECT_THAT(erased->files, ::testing::ElementsAre("ab12"));
    for (const auto* trace : {"Trần Văn Thử", "tran van thu", "Lê Thị Mẫu", "le thi mau"})
        EXPECT_EQ(everything().find(trace), std::string::npos) << trace;
    EXPECT_THAT(everything(), HasSubstr("vận động từng nhà"));
}

TEST_F(ErasingOwners, AShortNameLeavesOtherWordsAndOtherPeopleAlone) {
    const auto numbers =
        save({row_of("Mô hình An ninh của bà An", "Bà An; Trần Thị An", OwnerType::individual),
              row_of("Hai", "Bà An", OwnerType::individual)});
    ASSERT_TRUE(erase(numbers[1]));
    EXPECT_EQ(
        text("SELECT title || ' / ' || owner_text FROM initiative ORDER BY id LIMIT 1"),
        "Mô hình An ninh của Người đã được xóa tên (số 1) / Người đã được xóa tên (số 1); Trần Thị An|");
}

TEST_F(ErasingOwners, FiguresStay) {
    const auto numbers = save({row_of("Một", "Trần Văn Thử; Lê Thị Mẫu", OwnerType::individual),
                               row_of("Hai", "Trần Văn Thử", OwnerType::individual),
                               row_of("Ba", "Hộ bà Mai", OwnerType::household),
                               row_of("Bốn", "Trần Văn Thử", OwnerType::individual, kWardB)});
    ASSERT_EQ(owners(), 4);
    ASSERT_TRUE(erase(numbers[1]));
    EXPECT_EQ(owners(), 4) << "the erased person is still one owner, in both dossiers";
    EXPECT_THAT(text("SELECT owner_text FROM initiative"), HasSubstr("Lê Thị Mẫu"));
    EXPECT_THAT(text("SELECT owner_text FROM initiative"), HasSubstr("|Trần Văn Thử|"))
        << "of the same name in another unit: somebody else";
    ASSERT_TRUE(erase(numbers[2]));
    EXPECT_EQ(owners(), 4);
}

TEST_F(ErasingOwners, TwoErasedPeopleStayTwo) {
    const auto numbers = save({row_of("Một", "Trần Văn Thử; Lê Thị Mẫu", OwnerType::individual),
                               row_of("Hai", "Lê Thị Mẫu; Trần Văn Thử", OwnerType::individual)});
    ASSERT_TRUE(erase(numbers[1]));
    EXPECT_EQ(owners(), 2);
    const auto more = save({row_of("Ba", "Lê Thị Mẫu; Phạm Văn Ví; Ngô Thị Dụ", OwnerType::individual),
                            row_of("Bốn", "Ngô Thị Dụ; Trần Văn Mới", OwnerType::individual)});
    ASSERT_EQ(owners(), 6);
    ASSERT_TRUE(erase(more[1])) << "in the first of her dossiers she is the third";
    EXPECT_EQ(owners(), 6);
    ASSERT_TRUE(erase(more[0]));
    EXPECT_EQ(owners(), 6);
}

TEST_F(ErasingOwners, DoneAgainItTouchesNobodyElse) {
    const auto numbers = save({row_of("Một", "Trần Văn Thử; Lê Thị Mẫu", OwnerType::individual),
                               row_of("Hai", "Trần Văn Thử", OwnerType::individual),
                               row_of("Ba", "Hội Phụ nữ", OwnerType::collective)});
    EXPECT_TRUE(erase_again(1, {{0, "1"}}));
    EXPECT_EQ(text("SELECT owner_text FROM initiative ORDER BY id"),
              "Người đã được xóa tên (số 1); Lê Thị Mẫu|Trần Văn Thử|Hội Phụ nữ|");
    EXPECT_FALSE(erase_again(1, {{0, "1"}})) << "nothing left to do";
    EXPECT_TRUE(erase_again(2, {{0, "1"}}));
    EXPECT_EQ(owners(), 3) << "still one owner in both";
}

TEST_F(ErasingOwners, DoneAgainItRefusesNothing) {
    const auto numbers = save({row_of("Ba", "Trần Văn Thử", OwnerType::collective)});
    EXPECT_FALSE(erase_again(1, {{7, "1"}})) << "an owner the older copy did not have";
    EXPECT_FALSE(erase_again(99, {{0, "1"}}));
    EXPECT_TRUE(erase_again(1, {{0, "1"}})) << "a person by mistake called a collective at that time";
}

TEST_F(ErasingOwners, VersionsAreEmptyAndTheLedgerHolds) {
    const auto numbers = save({row_of("Một", "Trần Văn Thử", OwnerType::individual)});
    ASSERT_TRUE(erase(numbers[0]));
    EXPECT_EQ(text("SELECT version FROM initiative_version WHERE value_json IS NULL"), "1|");
    const auto line =
        database_->read([](db::Transaction& tx) { return ledger::history(tx, "initiative", 1); });
    EXPECT_EQ(line->front().verb, "registry.erased");
    const auto broken = database_->read([](db::Transaction& tx) { return faults(tx); });
    EXPECT_TRUE(broken->empty());
}

TEST_F(ErasingOwners, TwiceChangesNothing) {
    const auto numbers = save({row_of("Một", "Trần Văn Thử", OwnerType::individual)});
    ASSERT_TRUE(erase(numbers[0]));
    const auto before = everything();
    EXPECT_TRUE(erase(numbers[0])->dossiers.empty());
    EXPECT_EQ(everything(), before);
}

TEST_F(ErasingOwners, TheSameListReadAgainBringsNobodyBack) {
    const auto row = row_of("Một", "Trần Văn Thử", OwnerType::individual);
    ASSERT_TRUE(erase(save({row})[0]));
    save({row});
    EXPECT_EQ(text("SELECT owner_text FROM initiative").find("Trần"), std::string::npos);
}

}  // namespace
}  // namespace kheo::registry
