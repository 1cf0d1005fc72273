// SPDX-License-Identifier: Apache-2.0
// The pages as an administrator uses them; what is wrong first.
#include <gmock/gmock.h>

#include "@slice@/@slice@.hpp"
#include "support/test_database.hpp"

namespace kheo::@slice@ {
namespace {

using ::testing::HasSubstr;

class @Slice@Pages : public ::testing::Test {
  protected:
    http::Response call(http::Method method, http::Request request) {
        for (const auto& route : routes({*database_, clock_, site_}))
            if (route.method == method) return route.handler(request).value();
        return {};
    }
    http::Response get() { return call(http::Method::get, {}); }
    http::Response add(std::string title, std::string key) {
        http::Request request;
        request.who.user = {1};
        request.form.add("ten", std::move(title));
        request.form.add("request_key", std::move(key));
        return call(http::Method::post, request);
    }

    kheo::test::TestDatabase database_;
    FixedClock clock_{*Date::of(2026, 11, 21)};
    view::Site site_{.name = "Khéo", .clock = &clock_};
};

TEST_F(@Slice@Pages, WithoutATitleTheFormComesBack) {
    const auto answer = add("", "k");
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("Nhập tên"));
}

TEST_F(@Slice@Pages, WhatWasAddedStandsInTheListOnceAlsoWhenSentTwice) {
    EXPECT_EQ(add("Đường hoa", "k").status, 303);
    EXPECT_EQ(add("Đường hoa", "k").status, 303);
    EXPECT_THAT(get().body, HasSubstr("Đường hoa"));
    EXPECT_THAT(get().body, HasSubstr("1 mục"));
}

}  // namespace
}  // namespace kheo::@slice@
