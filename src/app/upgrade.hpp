// SPDX-License-Identifier: Apache-2.0
// Bringing data to this program's schema, by `kheo serve` and `kheo migrate` only (docs/decisions/0055): a
// copy first (SQLite), then all steps and a self-check in one transaction. What does not pass the check is as
// it was before.
#pragma once

#include <filesystem>
#include <span>

#include "app/data_dir.hpp"
#include "platform/db/migrations.hpp"

namespace kheo::app {

/// Runs what is pending. Refuses (environment) when the self-check fails: the transaction is rolled back.
Result<UpgradeReport> upgrade(const std::filesystem::path& dir, db::Database& database, const Clock& clock,
                              std::span<const db::Migration> migrations = db::all_migrations());

/// Are steps pending that this program knows?
Result<bool> is_older(db::Database& database);

/// Refuses (conflict) data of an older schema with a sentence that names `kheo migrate`.
Result<> refuse_older(const std::filesystem::path& dir, db::Database& database);

}  // namespace kheo::app
