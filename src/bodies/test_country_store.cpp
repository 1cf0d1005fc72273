// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "bodies/test_country.hpp"

namespace kheo::bodies::test {

namespace {

Result<> add(db::Transaction& tx, territory::UnitId id, const char* level, const char* code, const char* type,
             const char* name, const char* full_name, territory::UnitId parent) {
    TRY(tx.exec("INSERT INTO territory_unit (id, level, from_list) VALUES (?1, ?2, 0)", id, level));
    TRY(
        tx.exec("INSERT INTO territory_version (unit_id, code, type, name, full_name, parent_id, valid_from, "
                "valid_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, '0001-01-01', '9999-12-31')",
                id, code, type, name, full_name, parent));
    return {};
}

}  // namespace

void make_country(db::Database& database) {
    const auto made = database.write([](db::Transaction& tx) -> Result<> {
        TRY(add(tx, kProvince, "province", "01", "Thành phố", "Hoa Sen", "Thành phố Hoa Sen", {}));
        TRY(add(tx, kCommune, "commune", "00011", "Xã", "Lúa Vàng", "Xã Lúa Vàng", kProvince));
        TRY(add(tx, kOtherCommune, "commune", "00012", "Xã", "Tre Ngà", "Xã Tre Ngà", kProvince));
        TRY(add(tx, kHamlet, "hamlet", "", "", "Thôn Đông", "Thôn Đông", kCommune));
        TRY(add(tx, kOtherHamlet, "hamlet", "", "", "Thôn Nam", "Thôn Nam", kOtherCommune));
        if (tx.engine() == db::Engine::postgresql)
            TRY(tx.exec("SELECT setval(pg_get_serial_sequence('territory_unit', 'id'), 100)"));
        return {};
    });
    ASSERT_TRUE(made) << made.error().detail;
}

}  // namespace kheo::bodies::test
