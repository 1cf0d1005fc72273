// SPDX-License-Identifier: Apache-2.0
#include "platform/http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace kheo::http {
namespace {

Route get(std::string pattern) {
    return Route{Method::get, std::move(pattern), auth::Permission::everyone, {}, 0};
}

TEST(Router, RefusesTwoRowsThatSayTheSame) {
    EXPECT_THROW(Router({get("/a/{x}"), get("/a/{y}")}), std::logic_error);
    EXPECT_THROW(Router({get("a")}), std::logic_error);
    EXPECT_THROW(Router({get("/a/{")}), std::logic_error);
}

TEST(Router, LiteralsWinOverCaptures) {
    const Router router({get("/mo-hinh/{number}"), get("/mo-hinh/moi"), get("/"), get("/bao-cao/{id}.docx"),
                         get("/bao-cao/{id}")});
    EXPECT_EQ(router.match(Method::get, "/mo-hinh/moi").route->pattern, "/mo-hinh/moi");
    EXPECT_EQ(router.match(Method::get, "/mo-hinh/12").captures.get("number"), "12");
    EXPECT_EQ(router.match(Method::head, "/").route->pattern, "/");
    EXPECT_EQ(router.match(Method::get, "/bao-cao/7.docx").captures.get("id"), "7");
    EXPECT_EQ(router.match(Method::get, "/bao-cao/7.docx").route->pattern, "/bao-cao/{id}.docx");
    EXPECT_EQ(router.match(Method::get, "/bao-cao/7").captures.get("id"), "7");
    EXPECT_EQ(router.match(Method::get, "/mo-hinh/1/2").route, nullptr);
}

TEST(Router, SaysWhichMethodsThereAre) {
    const Router router(
        {get("/a"), Route{Method::post, "/a", {}, {}, 0}, Route{Method::post, "/b", {}, {}, 0}});
    EXPECT_EQ(router.match(Method::get, "/b").allow, "POST");
    EXPECT_EQ(router.match(Method::get, "/c").allow, "");
    EXPECT_EQ(router.match(Method::post, "/a").route->method, Method::post);
}

}  // namespace
}  // namespace kheo::http
