// SPDX-License-Identifier: Apache-2.0
#include "platform/db/dialect.hpp"

#include <gtest/gtest.h>

#include "support/test_database.hpp"

namespace kheo::db {
namespace {

TEST(Dialect, NumbersParametersOutsideOfQuotesAndComments) {
    EXPECT_EQ(numbered_parameters("a = ?1 AND b IN (?2,?10)"), "a = $1 AND b IN ($2,$10)");
    EXPECT_EQ(numbered_parameters("a = 'it''s ?1' || \"q?2\" -- ?3\n = ?4 /* ?5 */"),
              "a = 'it''s ?1' || \"q?2\" -- ?3\n = $4 /* ?5 */");
}

TEST(Dialect, PartsAParameterFromTheWordsBesideIt) {
    EXPECT_EQ(numbered_parameters("LIMIT?1 OFFSET?2"), "LIMIT $1 OFFSET $2");
    EXPECT_EQ(numbered_parameters("a=?1AND b=?2"), "a=$1 AND b=$2");
    EXPECT_EQ(numbered_parameters("\"a\"=?1"), "\"a\"=$1");
}

TEST(Dialect, WordsThatTouchAParameterMeanTheSameOnBothEngines) {
    test::TestDatabase database;
    const auto found = database->read([](Transaction& tx) {
        return tx.value(
            "SELECT count(*) FROM (SELECT key FROM setting WHERE?1=1 AND 2>?2ORDER BY key LIMIT?3) x", 1, 1,
            5);
    });
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_GE(*found, 0);
}

TEST(Dialect, ReplacesOnlyWholeWordsOfADefinition) {
    EXPECT_EQ(definition_for(Engine::postgresql, "a TEXT, b KHEO_BLOB, TEXTUAL 'TEXT' -- REAL"),
              "a TEXT COLLATE \"C\", b BYTEA, TEXTUAL 'TEXT' -- REAL");
    EXPECT_EQ(definition_for(Engine::postgresql, "đTEXT INTEGER"), "đTEXT BIGINT");
}

}  // namespace
}  // namespace kheo::db
