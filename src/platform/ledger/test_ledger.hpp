// SPDX-License-Identifier: Apache-2.0
// A ledger in a temporary database, and hands that tamper with it.
#pragma once

#include <gtest/gtest.h>

#include "platform/ledger/ledger.hpp"
#include "support/test_database.hpp"

namespace kheo::ledger {

class TestLedger : public testing::Test {
  protected:
    void SetUp() override { key = load_or_make_key(keys.path()).value(); }

    void write(int entries) {
        const auto written = database->write([&](db::Transaction& tx) -> Result<> {
            for (int i = 0; i < entries; ++i)
                TRY(append(tx,
                           {auth::UserId{7}, "registry.registered", "initiative", ++next, "title,field",
                            commit("s", "v")},
                           1000 + next));
            return {};
        });
        ASSERT_TRUE(written) << written.error().detail;
    }

    void seal_all() { ASSERT_TRUE(seal(*database, key, 5000)); }

    Verification checked() {
        return database->read([](db::Transaction& tx) { return verify(tx); }).value();
    }

    void tamper(std::string_view sql) {
        const auto done = database->write([&](db::Transaction& tx) { return tx.exec(sql); });
        ASSERT_TRUE(done) << done.error().detail;
        ASSERT_GT(*done, 0) << "the tampering changed nothing";
    }

    test::TempDir keys;
    test::TestDatabase database;
    SigningKey key;
    std::int64_t next = 0;
};

}  // namespace kheo::ledger
