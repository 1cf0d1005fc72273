// SPDX-License-Identifier: Apache-2.0
#include "bodies/photos.hpp"

#include <gtest/gtest.h>

#include "bodies/team_store.hpp"
#include "bodies/teams.hpp"
#include "platform/file/test_pictures.hpp"
#include "support/test_database.hpp"

namespace kheo::bodies {
namespace {

class SlipPhotos : public ::testing::Test {
  protected:
    kheo::test::TestDatabase database_;
    kheo::test::TempDir dir_;
    FixedClock clock_{*Date::of(2026, 11, 21)};
    file::Files files_{*database_, clock_, dir_.path() / "files"};

    ReportId slip_with_photo() {
        Photo photo;
        photo.staged = files_.stage_photo(file::test::jpeg_that_tells()).value();
        return database_
            ->write([&](db::Transaction& tx) -> Result<ReportId> {
                Report report;
                report.unit = UnitId{31};
                report.account = auth::UserId{7};
                report.slip = {"Trồng hoa ngõ 3", "Họp ngõ", "Chi hội", "Ngõ 3"};
                const auto id = TRY(send_slip(tx, report, "k"));
                TRY(attach(tx, photo, photos_of(id), "k", {{}, 5}));
                TRY(attach(tx, photo, photos_of(id), "k", {{}, 6}));
                return id;
            })
            .value();
    }
    std::size_t photos(ReportId id) {
        return database_->read([&](db::Transaction& tx) { return file::list(tx, photos_of(id)); })->size();
    }
};

TEST_F(SlipPhotos, OfAClosedSlipGoWithItsWordsAfterTheTimeOfRetentionAndTheFilesToo) {
    const auto id = slip_with_photo();
    ASSERT_EQ(photos(id), 1u);
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) -> Result<> {
        return close(tx, *TRY(store::report(tx, id)), "Đã có hồ sơ", {{}, 1000});
    }));
    const auto year = Millis{365} * 86'400'000;
    const auto sweep = [&](Millis at) {
        return database_->write([&](db::Transaction& tx) { return forget(tx, clock_.today(), at); })->slips;
    };
    EXPECT_EQ(sweep(1000 + year), 0);
    EXPECT_EQ(photos(id), 1u);
    EXPECT_EQ(sweep(1000 + year + 1), 1);
    EXPECT_EQ(photos(id), 0u);
    ASSERT_TRUE(files_.sweep());
    const auto needed = database_->read([](db::Transaction& tx) { return file::needed_files(tx); });
    EXPECT_TRUE(needed->empty());
    for (const auto& left : std::filesystem::recursive_directory_iterator(dir_.path() / "files"))
        EXPECT_FALSE(left.is_regular_file()) << left.path();
}

TEST_F(SlipPhotos, ARowOfNothingAndOneThatIsOpenAreFaults) {
    slip_with_photo();
    const auto faults_now = [&] {
        return database_->read([](db::Transaction& tx) { return faults(tx); }).value();
    };
    EXPECT_TRUE(faults_now().empty());
    ASSERT_TRUE(database_->write(
        [](db::Transaction& tx) { return file::move_all(tx, {"team_report", 1}, {"team_report", 99}); }));
    EXPECT_EQ(faults_now().size(), 1u);
    ASSERT_TRUE(database_->write(
        [](db::Transaction& tx) { return tx.exec("UPDATE attachment SET published_at = 1"); }));
    EXPECT_EQ(faults_now().size(), 2u);
}

}  // namespace
}  // namespace kheo::bodies
