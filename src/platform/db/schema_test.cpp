// SPDX-License-Identifier: Apache-2.0
#include "platform/db/schema.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "support/temp_dir.hpp"

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
