// SPDX-License-Identifier: Apache-2.0
// The SQL of test_evidence.hpp.
#include "registry/evidence/test_evidence.hpp"

namespace kheo::registry::evidence::test {

life::CycleId EvidenceTest::cycle(const std::string& code, const std::string& state, const std::string& maker,
                                  bool registered) {
    const auto made = database_->write([&](db::Transaction& tx) -> Result<life::CycleId> {
        std::optional<std::int64_t> initiative, registration;
        if (registered) {
            initiative = TRY(tx.value(
                "INSERT INTO initiative (number, kind, title, title_folded, title_sort, owner_text, "
                "owner_folded, "
                "owner_sort, unit_id, state, row_version, created_at, updated_at) VALUES (?1, 'practice', "
                "'Ngõ xanh', 'ngo xanh', ?2, '', '', ?2, ?3, 'registered', 1, 1, 1) RETURNING id",
                "MH-" + code, db::Param::Blob{"x"}, kNewWard));
            registration =
                TRY(tx.value("INSERT INTO registration (initiative_id, campaign_year, date, date_precision, "
                             "basis, unit_id, "
                             "level_note, import_sheet, content_key, created_at) VALUES (?1, 2026, "
                             "'2026-03-01', 'day', 'new', "
                             "?2, '', '', ?3, 1) RETURNING id",
                             *initiative, kNewWard, db::Param::Blob{code}));
        }
        return tx.value<life::CycleId>(
            "INSERT INTO initiative_cycle (code, initiative_id, registration_id, campaign_year, unit_id, "
            "book_unit_id, kind, title, title_folded, basis, state, row_version, round, state_since, "
            "due_why, "
            "created_at, created_by) VALUES (?1, ?2, ?3, 2026, ?4, ?4, 'practice', 'Ngõ xanh', 'ngo xanh', "
            "'new', "
            "?5, 1, ?6, 1, '', ?8, ?7) RETURNING id",
            code, initiative, registration, kNewWard, state, registered ? 1 : 0, people_.at(maker).user,
            clock_.now());
    });
    EXPECT_TRUE(made) << made.error().detail;
    return made.value_or(life::CycleId{});
}

std::int64_t EvidenceTest::number_of(const std::string& sql) {
    return database_->read([&](db::Transaction& tx) { return tx.value(sql); }).value();
}

void EvidenceTest::acted(life::CycleId id, const std::string& act, Millis at) {
    EXPECT_TRUE(database_->write([&](db::Transaction& tx) {
        return tx.exec(
            "INSERT INTO cycle_act (cycle_id, act, from_state, to_state, at, entry_id) VALUES (?1, ?2, "
            "'running', 'running', ?3, 1)",
            id, act, at);
    }));
}

}  // namespace kheo::registry::evidence::test
