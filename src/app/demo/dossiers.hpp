// SPDX-License-Identifier: Apache-2.0
// A dozen dossiers of the made-up city in the states of their life, brought there act by act by the accounts
// of the demonstration, so that each of them finds work on his desk.
#pragma once

#include "app/demo/cast.hpp"
#include "platform/file/file.hpp"
#include "registry/registry.hpp"

namespace kheo::app::demo {

/// Codes of the dossiers that other parts of the demonstration go on with.
struct Dossiers {
    std::string market;      // being carried out
    std::string recognised;  // by the ward and the city
    std::string canal;       // recognised by the ward, nominated to the city
};

/// After the accounts and initiatives.
Result<Dossiers> add_dossiers(const Cast& cast, file::Files& files);

/// What is said in every form of the demonstration; the unit as given.
registry::Statement sample_statement(const std::string& title, const std::string& field,
                                     territory::UnitId unit);
/// The officer's verdict on a plan, everything in order.
Result<> examine_plan(db::Transaction& tx, const std::string& code, bool lacking,
                      const registry::life::Acting& acting);

}  // namespace kheo::app::demo
