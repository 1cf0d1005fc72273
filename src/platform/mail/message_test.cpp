// SPDX-License-Identifier: Apache-2.0
#include "platform/mail/message.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"

namespace kheo::mail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Written letter(std::string subject, std::string text = "Kính gửi\nPhường Hoa Mai") {
    return {"danvan@hoasen.vn",
            "Dân vận khéo",
            "vanthu@hoamai.vn",
            std::move(subject),
            std::move(text),
            "abc",
            0};
}

TEST(MailMessage, NoSubjectBreaksOutOfItsLine) {
    EXPECT_FALSE(is_header_text("Chào\r\nBcc: x@y.vn"));
    EXPECT_FALSE(is_header_text("Chào\nx"));
    EXPECT_FALSE(is_header_text("Chào\rx"));
    EXPECT_FALSE(is_header_text(std::string("Chào\0x", 8)));
    EXPECT_FALSE(is_header_text("Chào\xC2\x85x"));
    EXPECT_FALSE(is_header_text("Chào\xE2\x80\xA8x"));
    EXPECT_FALSE(is_header_text("\xFF\xFE"));
    EXPECT_FALSE(is_header_text(std::string(501, 'a')));
    EXPECT_TRUE(is_header_text("Nhắc đăng ký mô hình “Dân vận khéo” năm 2026"));
}

TEST(MailMessage, EncodedWordsAreShortAndCutBetweenCharacters) {
    std::string subject;
    for (int i = 0; i < 40; ++i) subject += "Nhắc đăng ký ";
    const auto words = encoded_words(subject, 9);
    std::size_t column = 9;
    for (const auto line : split(words, '\n')) {
        EXPECT_LE(column + trim(line).size(), 78u) << line;
        EXPECT_LE(trim(line).size(), 75u);
        column = 1;
    }
    EXPECT_THAT(words, Not(HasSubstr("ắ")));
    EXPECT_EQ(encoded_words("Plain words", 9), "Plain words");
    EXPECT_THAT(encoded_words("=?UTF-8?Q?trick?=", 9), testing::StartsWith("=?UTF-8?B?"));
}

TEST(MailMessage, LinesEndAsTheyMustAndNothingOfTheTextStandsInTheHeader) {
    const auto bytes = compose(letter("Chào", "Bcc: x@y.vn\n.\nhết"));
    for (std::size_t at = 0; (at = bytes.find('\n', at)) != std::string::npos; ++at)
        ASSERT_TRUE(at > 0 && bytes[at - 1] == '\r');
    EXPECT_THAT(bytes, Not(HasSubstr("Bcc")));
    EXPECT_THAT(bytes, HasSubstr("Message-ID: <abc@hoasen.vn>\r\n"));
    EXPECT_THAT(bytes, HasSubstr("Date: Thu, 01 Jan 1970 07:00:00 +0700\r\n"));
}

}  // namespace
}  // namespace kheo::mail
