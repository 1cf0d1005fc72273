// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/password.hpp"

#include <gtest/gtest.h>

namespace kheo::auth {
namespace {

TEST(Password, RefusesWhatIsShortOrEasy) {
    for (const auto* text : {"", "ngắn quá", "aaaaaaaaaaaa", "1234567890", "0987654321", "1212121212",
                             "Qwertyuiop", "abcdefghijkl", "Matkhau12345", "mật khẩu 2026", "DanVanKheo@1",
                             "hanh.nguyen 2026", "Hạnh-Nguyễn 1"})
        EXPECT_FALSE(check_new_password(text, "hanh.nguyen")) << text;
    EXPECT_FALSE(check_new_password(std::string(300, 'a') + "b", ""));
    EXPECT_FALSE(check_new_password("\xff\xfe-not-utf8-at-all", ""));
    EXPECT_TRUE(check_new_password("mười hai con mèo", "hanh.nguyen"));
}

TEST(Password, IsArgon2idAtFullCost) {
    const auto hash = hash_password("mười hai con mèo");
    ASSERT_TRUE(hash);
    EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << *hash;
    EXPECT_TRUE(password_matches(*hash, "mười hai con mèo"));
    EXPECT_FALSE(password_matches(*hash, "mười hai con mèo "));
    EXPECT_FALSE(password_matches("", "mười hai con mèo"));
    EXPECT_FALSE(needs_rehash(*hash));
    use_cheap_passwords_in_tests();
    EXPECT_TRUE(needs_rehash(*hash));
}

TEST(Password, IsTheSameOnKeyboardsThatComposeAndThatDoNot) {
    use_cheap_passwords_in_tests();
    const auto composed = hash_password("Đường hoa đẹp");
    EXPECT_TRUE(password_matches(*composed, "Đu\xCC\x9Bo\xCC\x9B\xCC\x80ng hoa đe\xCC\xA3p"));
}

TEST(Password, RandomOnesAreAccepted) {
    const auto one = random_password();
    EXPECT_NE(one, random_password());
    EXPECT_EQ(one.size(), 23u);
    EXPECT_TRUE(check_new_password(one, "admin"));
}

}  // namespace
}  // namespace kheo::auth
