// SPDX-License-Identifier: Apache-2.0
// The pages of books: who opens what, before and after the book is closed, with and without consent.
#include "registry/publication/pages.hpp"

#include "registry/publication/publication.hpp"
#include "registry/test_workspace.hpp"

namespace kheo::registry::publication {
namespace {

using namespace registry::test;  // NOLINT: units by name
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class BookPages : public Workspace {
  protected:
    BookPages()
        : books_(routes({*database_, clock_, site_, [] { return std::make_shared<const SmallAtlas>(); }})) {
        const auto at =
            post(officer_, "/sach",
                 {{"title", "Sách mẫu"}, {"unit", "00001"}, {"year", "2026"}, {"request_key", "k"}});
        book_ = at.location;
    }

    Answer get(const auth::Principal& who, const std::string& target) {
        return kheo::test::ask(books_, clock_.today(), who, http::Method::get, target);
    }
    Answer post(const auth::Principal& who, const std::string& target, const kheo::test::Typed& fields = {}) {
        return kheo::test::ask(books_, clock_.today(), who, http::Method::post, target, {fields});
    }
    /// Registered and put into the book; the address of its entry.
    std::string entry(std::string title, OwnerType owner) {
        auto row = row_of(std::move(title));
        row.statement.owner_type = owner;
        const auto number = database_->write([&](db::Transaction& tx) {
            const Reading reading{atlas_map_, {true, {}}, clock_.today(), nullptr};
            return create(tx, row, "r" + row.statement.title, reading, {officer_.user, clock_.now()});
        });
        EXPECT_EQ(post(officer_, book_ + "/bai", {{"number", number.value()}}).status, 303);
        return book_ + "/bai/" + std::to_string(++entries_);
    }
    int said(const std::string& entry, std::string consent, std::string text) {
        return post(officer_, entry,
                    {{"row_version", "1"},
                     {"title", "Bài " + text},
                     {"text", text},
                     {"consent", std::move(consent)},
                     {"consent_paper", "Bản số 3"}})
            .status;
    }
    std::string printed(const auth::Principal& who) { return get(who, book_ + "/in").body; }

    SmallAtlas atlas_map_;
    http::Router books_;
    std::string book_;
    int entries_ = 0;
};

TEST_F(BookPages, ABookOfAnotherPlaceIsNowhereForWhoIsNotThere) {
    const auto one = entry("Ngõ xanh", OwnerType::collective);
    for (const auto& page : {book_, book_ + "/in", one})
        EXPECT_EQ(get(far_officer_, page).status, 404) << page;
    EXPECT_THAT(get(far_officer_, "/sach").body, Not(HasSubstr("Sách mẫu")));
    EXPECT_EQ(get(reader_, one).status, 403);
    EXPECT_EQ(post(reader_, book_ + "/chot").status, 403);
}

TEST_F(BookPages, AnOpenBookIsPrintedOnlyForWhoWorksOnIt) {
    const auto one = entry("Ngõ xanh", OwnerType::collective);
    ASSERT_EQ(said(one, "not_needed", "Hoa đầu ngõ"), 303);
    EXPECT_EQ(get(reader_, book_ + "/in").status, 403);
    EXPECT_THAT(get(reader_, book_).body, Not(HasSubstr(book_ + "/in")));
    EXPECT_THAT(printed(officer_), HasSubstr("Hoa đầu ngõ"));
    EXPECT_THAT(printed(other_officer_), HasSubstr("Hoa đầu ngõ"));
    ASSERT_EQ(post(officer_, book_ + "/chot").status, 303);
    EXPECT_THAT(printed(reader_), HasSubstr("Hoa đầu ngõ"));
    EXPECT_THAT(get(reader_, book_).body, HasSubstr(book_ + "/in"));
    ASSERT_EQ(post(officer_, book_ + "/mo-lai").status, 303);
    EXPECT_EQ(get(reader_, book_ + "/in").status, 403) << "open again";
}

TEST_F(BookPages, WithoutConsentNothingAboutAPersonIsPrinted) {
    ASSERT_EQ(said(entry("Chưa hỏi", OwnerType::individual), "not_asked", "Chuyện chưa hỏi"), 303);
    ASSERT_EQ(said(entry("Từ chối", OwnerType::individual), "refused", "Chuyện bị từ chối"), 303);
    ASSERT_EQ(said(entry("Đồng ý", OwnerType::individual), "given", "Chuyện được đồng ý"), 303);
    ASSERT_EQ(said(entry("Ngõ", OwnerType::collective), "not_asked", "Chuyện của ngõ"), 303);
    ASSERT_EQ(said(entry("Xóm", OwnerType::collective), "refused", "Xóm không muốn in"), 303);
    EXPECT_THAT(printed(officer_), AllOf(Not(HasSubstr("chưa hỏi")), Not(HasSubstr("bị từ chối")),
                                         HasSubstr("Chuyện được đồng ý"), HasSubstr("Chuyện của ngõ"),
                                         Not(HasSubstr("Xóm không muốn")), HasSubstr("3 bài không in")));
    EXPECT_EQ(post(officer_, book_ + "/chot").status, 422) << "somebody has not agreed";
}

TEST_F(BookPages, WhoIsErasedFromADossierIsNoLongerInAClosedBook) {
    const auto one = entry("Bà Tư hiến đất", OwnerType::individual);
    ASSERT_EQ(said(one, "given", "Bà Tư kể"), 303);
    ASSERT_EQ(post(officer_, book_ + "/chot").status, 303);
    EXPECT_THAT(printed(reader_), HasSubstr("Bà Tư kể"));
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) -> Result<> {
        return forget(tx, TRY(publication::entries(tx, BookId{1})).at(0).initiative);
    }));
    EXPECT_THAT(printed(reader_), Not(HasSubstr("Bà Tư")));
    EXPECT_THAT(get(reader_, book_).body, Not(HasSubstr("Bà Tư")));
}

TEST_F(BookPages, AReaderIsShownNoLinkHeCannotFollowAndNoNameWithoutConsent) {
    const auto one = entry("Bà Tư hiến đất", OwnerType::individual);
    const auto two = entry("Ngõ xanh", OwnerType::collective);
    EXPECT_THAT(get(reader_, book_).body,
                AllOf(Not(HasSubstr(one)), Not(HasSubstr(two)), Not(HasSubstr("Bà Tư")),
                      HasSubstr("Ngõ xanh"), HasSubstr("/so-dang-ky/MH-2026-")));
    EXPECT_THAT(get(officer_, book_).body,
                AllOf(HasSubstr(one), HasSubstr(two), HasSubstr("Bà Tư"), HasSubstr(book_ + "/in")));
    EXPECT_EQ(get(officer_, one).status, 200);
}

}  // namespace
}  // namespace kheo::registry::publication
