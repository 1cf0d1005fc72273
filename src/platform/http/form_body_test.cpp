// SPDX-License-Identifier: Apache-2.0
#include "platform/http/form_body.hpp"

#include <gtest/gtest.h>

namespace kheo::http {
namespace {

constexpr auto kMultipart = "multipart/form-data; boundary=x";

TEST(FormBody, RefusesBrokenForms) {
    EXPECT_FALSE(parse_form("application/x-www-form-urlencoded", "a=%zz"));
    EXPECT_FALSE(parse_form("multipart/form-data", "--x\r\n\r\n--x--"));
    for (const auto* body :
         {"junk", "--x", "--x\r\n", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
          "--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--", "--x\r\nno header\r\n--x--",
          "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--x--"})
        EXPECT_FALSE(parse_form(kMultipart, body)) << body;
}

TEST(FormBody, RefusesControlCharactersInNames) {
    using namespace std::string_literals;
    for (const auto& name : {"a\0b"s, "a\rb"s, "a\nb"s, "a\x1b[31m"s}) {
        const auto part = [&](const std::string& parameters) {
            return "--x\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\nv\r\n--x--";
        };
        EXPECT_FALSE(parse_form(kMultipart, part("name=\"" + name + "\"")));
        EXPECT_FALSE(parse_form(kMultipart, part("name=\"tep\"; filename=\"" + name + "\"")));
    }
}

TEST(FormBody, ReadsUrlencoded) {
    const auto form =
        parse_form("application/x-www-form-urlencoded; charset=UTF-8", "ten=%C4%90%E1%BB%97&chon=1&chon=2");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->fields.get("ten"), "Đỗ");
    EXPECT_EQ(form->fields.all("chon").size(), 2u);
}

TEST(FormBody, ReadsFilesAndFieldsOfMultipart) {
    const auto form = parse_form(
        kMultipart,
        "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\nabc\r\n"
        "--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"C:\\ds\\Danh s%22ách.xlsx\"\r\n"
        "Content-Type: application/octet-stream\r\n\r\nPK\r\n--y\r\nmore\r\n"
        "--x\r\nContent-Disposition: form-data; name=\"anh\"; filename=\"\"\r\n\r\n\r\n--x--\r\n");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->fields.get("_csrf"), "abc");
    ASSERT_EQ(form->uploads.size(), 1u);
    EXPECT_EQ(form->uploads[0].field, "tep");
    EXPECT_EQ(form->uploads[0].file_name, "Danh s\"ách.xlsx");
    EXPECT_EQ(form->uploads[0].content, "PK\r\n--y\r\nmore");
}

TEST(FormBody, LeavesOtherTypesAlone) {
    const auto form = parse_form("application/json", "{}");
    ASSERT_TRUE(form);
    EXPECT_TRUE(form->fields.pairs().empty());
}

}  // namespace
}  // namespace kheo::http
