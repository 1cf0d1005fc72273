// SPDX-License-Identifier: Apache-2.0
// First inputs of the targets over what the program keeps: proofs, backups, tables of an export, statements.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace kheo::fuzz {

using Seeds = std::map<std::string, std::vector<std::string>>;  // by target

void data_seeds(Seeds& seeds);

}  // namespace kheo::fuzz
