// SPDX-License-Identifier: Apache-2.0
#include "platform/db/schema.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "platform/db/integrity.hpp"
#include "platform/db/making.hpp"
#include "support/test_database.hpp"

namespace kheo::db {
namespace {

class Schema : public testing::Test {
  protected:
    std::vector<Table> found() {
        return database->read([](Transaction& tx) { return tables(tx); }).value();
    }
    static std::size_t place(const std::vector<Table>& all, std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(all, name, &Table::name) - all.begin());
    }
    test::TestDatabase database;
};

TEST_F(Schema, TablesStandBehindThoseTheyPointTo) {
    const auto all = found();
    ASSERT_LT(place(all, "account"), all.size());
    for (const auto& table : all)
        for (const auto& column : table.columns)
            if (!column.references.empty() && column.references != table.name) {
                EXPECT_LT(place(all, column.references), place(all, table.name))
                    << table.name << '.' << column.name;
            }
}

TEST_F(Schema, ColumnsHaveTypeKeyAndReference) {
    const auto all = found();
    const auto& version = all[place(all, "initiative_version")];
    const auto column = [&](std::string_view name) {
        return *std::ranges::find(version.columns, name, &Column::name);
    };
    EXPECT_EQ(column("initiative_id").references, "initiative");
    EXPECT_EQ(column("initiative_id").key, 1);
    EXPECT_EQ(column("version").key, 2);
    EXPECT_TRUE(column("value_json").nullable);
    EXPECT_EQ(column("value_json").type, ColumnType::text);
    EXPECT_EQ(column("salt").type, ColumnType::bytes);
    EXPECT_EQ(column("entry_id").type, ColumnType::integer);
    EXPECT_FALSE(column("entry_id").nullable);
    EXPECT_EQ(order_by_key(version), "ORDER BY \"initiative_id\", \"version\"");
}

TEST_F(Schema, EveryTableHasAKey) {
    for (const auto& table : found()) EXPECT_NE(order_by_key(table), "") << table.name;
}

TEST_F(Schema, IdsGoOnBehindLoadedOnes) {
    const auto done = database->write([](Transaction& tx) -> Result<std::int64_t> {
        TRY(tx.exec("INSERT INTO theme (id, name, name_folded) VALUES (41, 'a', 'a')"));
        const auto all = TRY(tables(tx));
        TRY(continue_identities(tx, all));
        return tx.value("INSERT INTO theme (name, name_folded) VALUES ('b', 'b') RETURNING id");
    });
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(*done, 42);
    EXPECT_TRUE(database->read([](Transaction& tx) { return integrity_faults(tx); })->empty());
}

TEST_F(Schema, AnUnfinishedMakingIsDroppedByTheNext) {
    test::TestDatabase fresh(test::TestServer::Schema::empty);
    EXPECT_EQ(*making_of(*fresh), Making::absent);
    ASSERT_TRUE(begin_making(*fresh));
    ASSERT_TRUE(migrate(*fresh, 0));
    EXPECT_EQ(*making_of(*fresh), Making::unfinished);
    const auto again = begin_making(*fresh);
    ASSERT_TRUE(again) << again.error().detail;
    const auto whole = migrate(*fresh, 0);
    ASSERT_TRUE(whole) << whole.error().detail;
    ASSERT_TRUE(end_making(*fresh));
    EXPECT_EQ(*making_of(*fresh), Making::finished);
    EXPECT_EQ(begin_making(*fresh).error().kind, ErrorKind::conflict);
}

TEST(SchemaComments, OfTableAndColumns) {
    const Migration migration{1, "x", R"sql(-- SPDX-License-Identifier: Apache-2.0
-- A first remark about nothing.

-- Owls of a wood,
-- by name.
CREATE TABLE owl (
    name TEXT PRIMARY KEY,   -- as called
    wings INTEGER NOT NULL
);
)sql"};
    const auto comments = schema_comments(std::span(&migration, 1));
    EXPECT_THAT(comments, testing::ElementsAre(testing::Pair("owl", "Owls of a wood, by name."),
                                               testing::Pair("owl.name", "as called")));
}

}  // namespace
}  // namespace kheo::db
