// SPDX-License-Identifier: Apache-2.0
#include "platform/asset/asset.hpp"

#include <gtest/gtest.h>

namespace kheo::asset {
namespace {

TEST(Assets, WhatDoesNotExistHasNoAddress) {
    EXPECT_EQ(url("nothing.css"), "");
    EXPECT_EQ(find("/assets/../etc/passwd"), nullptr);
}

TEST(Assets, EveryFileIsFoundByItsAddressAndNamesItsContent) {
    ASSERT_FALSE(all().empty());
    for (const auto& file : all()) {
        EXPECT_EQ(find(file.path), &file);
        EXPECT_FALSE(file.bytes.empty()) << file.name;
        EXPECT_EQ(file.etag.front(), '"');
    }
}

TEST(Assets, TheStylesheetIsCompressedAndKeepsNothingInline) {
    const auto* css = find(url("kheo.css"));
    ASSERT_NE(css, nullptr);
    EXPECT_EQ(css->content_type, "text/css; charset=utf-8");
    EXPECT_LT(css->brotli.size(), css->bytes.size() / 2);
    EXPECT_EQ(css->bytes.find("data:"), std::string_view::npos);  // img-src 'self' is enough
}

TEST(Assets, TheIconsOfThePagesAreThere) {
    const auto* icons = find(url("icons.svg"));
    ASSERT_NE(icons, nullptr);
    EXPECT_NE(icons->bytes.find("<symbol id=\"alert-triangle\""), std::string_view::npos);
}

}  // namespace
}  // namespace kheo::asset
