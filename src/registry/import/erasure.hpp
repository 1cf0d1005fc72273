// SPDX-License-Identifier: Apache-2.0
// Part of the door, for app: uploaded lists that hold the name of a person who is erased on request. A list
// is known by the SHA-256 of its content; whoever calls deletes the files.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "registry/erasure.hpp"

namespace kheo::registry::import {

struct FoundLists {
    std::vector<std::string> hashes;  // in order, each once
    std::vector<std::string> unread;  // files that are no readable list: somebody must look at them
    std::set<std::string> looked_at;  // every file by its path
};

/// Reads every kept list (files/xx/SHA-256) but the known ones and looks for the names in its cells, folded,
/// as whole words and without titles; a name of one word only together with its title. Takes as long as
/// reading all lists does: not inside a transaction. A namesake's list is found too.
FoundLists lists_that_name(const std::filesystem::path& files, const std::vector<std::string>& names,
                           const std::set<std::string>& known = {});

/// Lists whose file name, or what somebody decided about their rows, holds one of the names.
Result<std::vector<std::string>> lists_described_with(db::Transaction& tx,
                                                      const std::vector<std::string>& names);

/// File names and decisions of these lists go, in uploads and batches; an upload that waits for its person is
/// cancelled, for its file is gone.
Result<> forget_lists(db::Transaction& tx, const std::vector<std::string>& hashes, Millis at);

}  // namespace kheo::registry::import
