// SPDX-License-Identifier: Apache-2.0
#include "platform/asset/asset.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace kheo::asset {
namespace {

const http::Asset& file(std::string_view name) {
    return *std::find_if(files().begin(), files().end(), [&](const auto& f) { return f.path == url(name); });
}

TEST(Assets, WhatDoesNotExistHasNoAddress) {
    EXPECT_EQ(url("nothing.css"), "");
}

TEST(Assets, EveryFileHasANameAnAddressAndContent) {
    ASSERT_FALSE(files().empty());
    ASSERT_EQ(files().size(), names().size());
    for (const auto& each : files()) {
        EXPECT_TRUE(each.path.starts_with("/assets/")) << each.path;
        EXPECT_FALSE(each.bytes.empty()) << each.path;
        EXPECT_FALSE(each.content_type.empty()) << each.path;
    }
}

TEST(Assets, TheStylesheetIsCompressedAndKeepsNothingInline) {
    const auto& css = file("kheo.css");
    EXPECT_EQ(css.content_type, "text/css; charset=utf-8");
    EXPECT_LT(css.brotli.size(), css.bytes.size() / 2);
    EXPECT_EQ(css.bytes.find("data:image"), std::string_view::npos);  // img-src 'self' is enough
}

TEST(Assets, TheIconsOfThePagesAreThere) {
    EXPECT_NE(file("icons.svg").bytes.find("<symbol id=\"alert-triangle\""), std::string_view::npos);
}

}  // namespace
}  // namespace kheo::asset
