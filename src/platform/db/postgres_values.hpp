// SPDX-License-Identifier: Apache-2.0
// Inside platform/db: parameters and rows between C++ and libpq.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace kheo::db {

inline constexpr Oid kBoolOid = 16, kByteaOid = 17, kInt8Oid = 20, kTextOid = 25, kFloat8Oid = 701;

/// Parameters in binary. Text and blobs stay where they are; numbers stand in `numbers`.
struct PostgresValues {
    explicit PostgresValues(std::span<const Param> params);

    std::vector<Oid> types;
    std::vector<const char*> values;
    std::vector<int> lengths, formats;
    std::vector<std::array<char, 8>> numbers;
    /// One letter per type: the same text with other types is another statement.
    std::string signature() const;
};

/// A row of a result in text format. Truth values read as 1 and 0, byte strings as their bytes.
class PostgresRow final : public Row {
  public:
    explicit PostgresRow(const PGresult* result) : result_(result) {}
    void move_to(int row) {
        row_ = row;
        bytes_.clear();
    }
    bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
    std::int64_t integer(int column) const override;
    double real(int column) const override;
    std::string_view text(int column) const override;

  private:
    std::string_view raw(int column) const;
    const PGresult* result_;
    int row_ = 0;
    mutable std::vector<std::pair<int, std::string>> bytes_;  // unescaped, by column
};

}  // namespace kheo::db
