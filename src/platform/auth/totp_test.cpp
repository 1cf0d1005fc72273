// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/totp.hpp"

#include <gtest/gtest.h>

namespace kheo::auth {
namespace {

constexpr std::string_view kSecret = "12345678901234567890";  // RFC 6238, appendix B
constexpr Millis kNow = 1'111'111'111'000;

TEST(Totp, TellsTheCodesOfTheStandard) {
    const std::pair<std::int64_t, const char*> vectors[] = {{59, "94287082"},
                                                            {1'111'111'109, "07081804"},
                                                            {1'111'111'111, "14050471"},
                                                            {1'234'567'890, "89005924"},
                                                            {2'000'000'000, "69279037"},
                                                            {20'000'000'000, "65353130"}};
    for (const auto& [seconds, code] : vectors)
        EXPECT_EQ(totp_code(kSecret, totp_step(seconds * 1000), 8), code) << seconds;
}

TEST(Totp, RefusesWhatIsNoCodeOfNow) {
    for (const auto* typed : {"", "050472", "05047", "0504711", "abcdef", "14050471"})
        EXPECT_FALSE(totp_match(kSecret, typed, kNow, 0)) << typed;
    for (const auto drift : {-2, 2, 1000})
        EXPECT_FALSE(totp_match(kSecret, totp_code(kSecret, totp_step(kNow) + drift), kNow, 0)) << drift;
}

TEST(Totp, ForgivesOneStepEitherWay) {
    for (const auto drift : {-1, 0, 1}) {
        const auto step = totp_step(kNow) + drift;
        EXPECT_EQ(totp_match(kSecret, totp_code(kSecret, step), kNow, 0), step);
    }
    EXPECT_TRUE(totp_match(kSecret, " 050 471", kNow, 0)) << "as apps show it";
}

TEST(Totp, TakesACodeOnlyOnce) {
    const auto step = totp_step(kNow);
    const auto code = totp_code(kSecret, step);
    EXPECT_FALSE(totp_match(kSecret, code, kNow, step));
    EXPECT_FALSE(totp_match(kSecret, totp_code(kSecret, step - 1), kNow, step)) << "nor an older one";
    EXPECT_EQ(totp_match(kSecret, totp_code(kSecret, step + 1), kNow, step), step + 1);
}

TEST(Totp, ASecretHas160RandomBitsAndStandsInGroupsOfFour) {
    EXPECT_EQ(new_totp_secret().size(), 20u);
    EXPECT_NE(new_totp_secret(), new_totp_secret());
    EXPECT_EQ(base32("12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(base32("f"), "MY");
    EXPECT_EQ(base32("fooba"), "MZXW6YTB");
    EXPECT_EQ(in_fours("ABCDEFGHIJ"), "ABCD EFGH IJ");
}

TEST(Totp, TheAddressForTheAppNamesSiteAndAccount) {
    EXPECT_EQ(otpauth_address("Dân vận", "hanh.nguyen", "fooba"),
              "otpauth://totp/D%C3%A2n%20v%E1%BA%ADn:hanh%2Enguyen?secret=MZXW6YTB"
              "&issuer=D%C3%A2n%20v%E1%BA%ADn&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace kheo::auth
