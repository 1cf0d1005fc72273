// SPDX-License-Identifier: Apache-2.0
// Who gets the bytes.
#include "platform/file/serve.hpp"

#include <gmock/gmock.h>

#include "platform/auth/accounts.hpp"
#include "platform/file/test_pictures.hpp"
#include "platform/http/status.hpp"
#include "support/test_database.hpp"

namespace kheo::file {
namespace {

using namespace test;
using ::testing::HasSubstr;

class Served : public ::testing::Test {
  protected:
    Served() {
        services_.subjects["initiative_cycle"] = {
            [](db::Transaction&, const auth::Principal& who, std::int64_t subject) {
                return Result<bool>(who.name == "lan" && subject == 7);
            },
            [this](db::Transaction&, std::int64_t) { return Result<bool>(public_); }};
        user_ = database_
                    ->write([&](db::Transaction& tx) {
                        return auth::add_account(tx, {"lan", "Lan", "!", false}, clock_.now());
                    })
                    .value();
        photo_ = attach(files_.stage(jpeg_that_tells(), "a.jpg").value(), {"initiative_cycle", 7});
        paper_ = attach(files_.stage(pdf_of(1), "Biên bản.pdf").value(), {"initiative_cycle", 7});
        stray_ = attach(files_.stage(jpeg_that_tells(), "a.jpg").value(), {"petition", 7});
    }
    AttachmentId attach(const Staged& staged, const Subject& subject) {
        return database_
            ->write([&](db::Transaction& tx) {
                return add(tx, subject, staged, {.consent = Consent::people}, {user_, clock_.now(), ""});
            })
            .value();
    }
    Result<http::Response> get(const std::string& name, AttachmentId id, const std::string& size,
                               const std::string& known = {}) {
        http::Request request;
        request.who.name = name;
        if (!name.empty()) request.who.user = user_;
        request.captures.add("id", std::to_string(id.value));
        request.captures.add("size", size);
        if (!known.empty()) request.headers.add("if-none-match", known);
        return serve_route(services_).handler(request);
    }
    int status(const std::string& name, AttachmentId id, const std::string& size) {
        const auto answer = get(name, id, size);
        return answer ? answer->status : http::status_of(answer.error().kind);
    }

    kheo::test::TestDatabase database_;
    kheo::test::TempDir dir_;
    FixedClock clock_{*Date::of(2026, 11, 22)};
    Files files_{*database_, clock_, dir_.path() / "files"};
    ServeServices services_{*database_, files_.vault(), {}};
    bool public_ = true;
    auth::UserId user_;
    AttachmentId photo_, paper_, stray_;
};

TEST_F(Served, nobody_gets_what_the_subject_does_not_give) {
    EXPECT_EQ(status("", photo_, "large"), 404);
    EXPECT_EQ(status("minh", photo_, "large"), 404);
    EXPECT_EQ(status("lan", stray_, "large"), 404) << "a subject that nobody speaks for";
    EXPECT_EQ(status("lan", AttachmentId{999}, "large"), 404);
    EXPECT_EQ(status("lan", photo_, "whole"), 404);
    EXPECT_EQ(status("lan", photo_, "../../keys"), 404);
    EXPECT_EQ(get("minh", photo_, "large").error().message.in(Language::vi),
              get("lan", AttachmentId{999}, "large").error().message.in(Language::vi));
}

TEST_F(Served, who_may_see_the_subject_sees_the_photo) {
    const auto answer = get("lan", photo_, "medium").value();
    EXPECT_EQ(answer.content_type, "image/jpeg");
    EXPECT_EQ(decoded(answer.bytes()).width, 640);
    EXPECT_FALSE(tells(answer.bytes()));
    EXPECT_EQ(answer.header("Cache-Control"), "private, no-cache");
    const auto again = get("lan", photo_, "medium", std::string(answer.header("ETag"))).value();
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.bytes(), "");
    EXPECT_FALSE(get("minh", photo_, "medium", std::string(answer.header("ETag")))) << "a tag is no right";
}

TEST_F(Served, a_paper_is_only_ever_downloaded) {
    const auto answer = get("lan", paper_, "whole").value();
    EXPECT_THAT(std::string(answer.header("Content-Disposition")), HasSubstr("attachment; filename"));
    EXPECT_THAT(std::string(answer.header("Content-Security-Policy")), HasSubstr("sandbox"));
    EXPECT_EQ(answer.content_type, "application/pdf");
    EXPECT_EQ(answer.bytes(), pdf_of(1));
}

TEST_F(Served, a_published_photo_is_for_everybody_while_its_subject_is) {
    ASSERT_TRUE(database_->write(
        [&](db::Transaction& tx) { return publish(tx, photo_, true, {user_, clock_.now(), ""}); }));
    EXPECT_EQ(status("", photo_, "large"), 200);
    public_ = false;
    EXPECT_EQ(status("", photo_, "large"), 404);
    EXPECT_EQ(status("", paper_, "whole"), 404);
}

TEST_F(Served, a_removed_one_is_gone_for_all) {
    ASSERT_TRUE(database_->write(
        [&](db::Transaction& tx) { return remove(tx, photo_, "", {user_, clock_.now(), ""}); }));
    EXPECT_EQ(status("lan", photo_, "large"), 404);
}

TEST_F(Served, a_file_that_is_gone_is_a_sentence) {
    std::filesystem::remove_all(dir_.path() / "files");
    EXPECT_EQ(status("lan", photo_, "large"), 404);
}

}  // namespace
}  // namespace kheo::file
