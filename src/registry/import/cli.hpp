// SPDX-License-Identifier: Apache-2.0
// The commands `kheo import initiatives` and `kheo import undo` as functions (contract, "Import"). JSON goes
// to `out`, words for people to `err`; the answer is the exit code. The caller opens the data and seals the
// ledger afterwards.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "registry/registry.hpp"

namespace kheo::registry::import {

struct ImportCommand {
    std::filesystem::path file;
    std::string unit_code;     // --unit: the sender
    std::optional<Date> date;  // --date: of the list
    bool dry_run = false, json = false;
};

struct CommandContext {
    db::Database& database;
    const Clock& clock;
    std::ostream& out;
    std::ostream& err;
};

int import_initiatives(const CommandContext& context, const ImportCommand& command);

/// "12", or the address of a list's page (…/nhap-du-lieu/7), whose number is another one. Usage for anything
/// else, not_found when that list was not saved.
Result<BatchId> batch_named(db::Transaction& tx, const std::string& text);
int undo_import(const CommandContext& context, BatchId import, bool json);

}  // namespace kheo::registry::import
