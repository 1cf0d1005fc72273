// SPDX-License-Identifier: Apache-2.0
// Lists that hold the name of an erased person, also those that never became registrations.
#include "registry/import/erasure.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "registry/import/store.hpp"
#include "support/test_database.hpp"

namespace kheo::registry::import {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre, ::testing::IsEmpty, ::testing::SizeIs;

class ListsOfAnErasedPerson : public ::testing::Test {
  protected:
    void keep(const std::string& hash, std::string_view content) {
        fs::create_directories(files_.path() / hash.substr(0, 2));
        std::ofstream(files_.path() / hash.substr(0, 2) / hash, std::ios::binary) << content;
    }
    UploadId upload(const std::string& hash, std::string file_name, std::vector<Decision> decisions = {}) {
        Upload given;
        given.file_name = std::move(file_name);
        given.sha256 = hash;
        given.state = UploadState::ready;
        given.decisions = std::move(decisions);
        return database_->write([&](db::Transaction& tx) { return store::insert(tx, given); }).value();
    }
    FoundLists search(const std::vector<std::string>& names) { return lists_that_name(files_.path(), names); }

    kheo::test::TestDatabase database_;
    kheo::test::TempDir files_;
};

TEST_F(ListsOfAnErasedPerson, AFileThatIsNoListIsReportedAndNotTouched) {
    keep("ab01", "PK\x03\x04 torn");
    const auto found = search({"Trần Văn Thử"});
    EXPECT_THAT(found.hashes, IsEmpty());
    EXPECT_THAT(found.unread, SizeIs(1));
}

TEST_F(ListsOfAnErasedPerson, AreFoundHoweverTheNameIsWritten) {
    keep("ab01", "TT,Tên,Chủ thể\n1,Ngõ xanh,\"Bà Mẫu; ông TRẦN VĂN THỬ\"\n");
    keep("ab02", "TT,Tên,Chủ thể\n1,Ngõ xanh,Trần Văn Thửa\n");
    keep("ab03", "TT,Tên,Chủ thể\n1,Ngày mai tươi sáng,Hội Phụ nữ\n");
    EXPECT_THAT(search({"Ông Trần Văn Thử"}).hashes, ElementsAre("ab01")) << "whole words only";
    EXPECT_THAT(search({"Hộ bà Mai"}).hashes, IsEmpty()) << "one word alone stands in any list";
    EXPECT_THAT(search({}).hashes, IsEmpty());
}

TEST_F(ListsOfAnErasedPerson, FileNameAndDecisionsGoAndNobodySavesTheListAnyMore) {
    const auto by_name = upload("ab01", "don-Trần Văn Thử.csv");
    const auto by_decision = upload("ab02", "ds.csv", {{1, "Vườn của Trần Văn Thử"}});
    const auto other = upload("ab03", "khac.csv", {{1, "Vườn hoa"}});
    const auto lists =
        database_->read([](db::Transaction& tx) { return lists_described_with(tx, {"Trần Văn Thử"}); });
    ASSERT_THAT(*lists, ElementsAre("ab01", "ab02"));
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return forget_lists(tx, *lists, 9); }));
    const auto find = [&](UploadId id) {
        return *database_->read([&](db::Transaction& tx) { return store::find(tx, id); }).value();
    };
    EXPECT_EQ(find(by_name).file_name, erased_list_name());
    EXPECT_THAT(find(by_decision).decisions, IsEmpty());
    EXPECT_EQ(find(by_decision).state, UploadState::cancelled);
    EXPECT_EQ(find(other).file_name, "khac.csv");
    EXPECT_EQ(find(other).state, UploadState::ready);
}

}  // namespace
}  // namespace kheo::registry::import
