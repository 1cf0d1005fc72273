// SPDX-License-Identifier: Apache-2.0
#include "platform/http/encoding.hpp"

#include <gtest/gtest.h>

#include "platform/http/target.hpp"

namespace kheo::http {
namespace {

TEST(PercentDecode, RefusesWhatIsBrokenOrDangerous) {
    for (const auto* text : {"%", "%4", "%zz", "%00", "a%00b", "%ff%fe", "%C3"})
        EXPECT_FALSE(percent_decode(text, false)) << text;
}

TEST(PercentDecode, ReadsVietnameseAndPlus) {
    EXPECT_EQ(percent_decode("%C4%90%C6%B0%E1%BB%9Dng+hoa", true), "Đường hoa");
    EXPECT_EQ(percent_decode("a+b", false), "a+b");
    EXPECT_EQ(percent_decode(percent_encode("Đường & hoa=1?"), false), "Đường & hoa=1?");
}

TEST(Query, KeepsOrderAndRepeats) {
    const auto fields = parse_query("chon=1&chon=2&q=&x");
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->all("chon"), (std::vector<std::string_view>{"1", "2"}));
    EXPECT_EQ(fields->get("q"), "");
    EXPECT_TRUE(fields->find("x"));
    EXPECT_EQ(write_query(*fields), "chon=1&chon=2&q=&x=");
}

TEST(Query, RefusesTooManyFields) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "a&";
    EXPECT_FALSE(parse_query(text));
}

TEST(Cookies, SkipWhatIsNoPair) {
    const auto cookies = parse_cookies("kheo_session=abc; broken; theme=\"dark\";=x");
    EXPECT_EQ(cookies.get("kheo_session"), "abc");
    EXPECT_EQ(cookies.get("theme"), "dark");
    EXPECT_EQ(cookies.pairs().size(), 2u);
}

TEST(LocalTarget, NeverLeadsAway) {
    for (const auto* text :
         {"", "//ke.example", "http://ke.example", "/\\ke.example", "/a\nb", "javascript:1"})
        EXPECT_FALSE(is_local_target(text)) << text;
    EXPECT_TRUE(is_local_target("/mo-hinh?q=1"));
}

TEST(Target, RefusesTricks) {
    for (const auto* text :
         {"", "*", "http://x/", "/../etc/passwd", "/a/../b", "/%2e%2e/x", "/a/%2e/b", "/a%2fb", "/a%5Cb",
          "/a\\b", "//x", "/a//b", "/%00", "/a%0ab", "/a#b", "/a b", "/%ff"})
        EXPECT_FALSE(parse_target(text)) << text;
}

TEST(Target, ReadsLanguageQueryAndSlash) {
    const auto plain = parse_target("/mo-hinh/12?q=%C4%91");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->path, "/mo-hinh/12");
    EXPECT_EQ(plain->query.get("q"), "đ");
    EXPECT_EQ(plain->language, Language::vi);

    EXPECT_EQ(parse_target("/lo/mo-hinh")->language, Language::lo);
    EXPECT_EQ(parse_target("/lo/mo-hinh")->path, "/mo-hinh");
    EXPECT_EQ(parse_target("/en")->path, "/");
    EXPECT_EQ(parse_target("/en/")->path, "/");
    EXPECT_FALSE(parse_target("/en/")->trailing_slash);
    EXPECT_EQ(parse_target("/english")->language, Language::vi);
    EXPECT_TRUE(parse_target("/mo-hinh/")->trailing_slash);
    EXPECT_EQ(with_language("/", Language::lo), "/lo/");
    EXPECT_EQ(with_language("/mo-hinh", Language::en), "/en/mo-hinh");
}

}  // namespace
}  // namespace kheo::http
