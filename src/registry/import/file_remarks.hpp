// SPDX-License-Identifier: Apache-2.0
// What is to be said about a list as a whole, in the order of its weight: the page, the terminal and the JSON
// say the same. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/message.hpp"
#include "registry/import/analysis.hpp"

namespace kheo::registry::import {

enum class Reader { page, terminal };  // they differ in what to do next

struct FileRemark {
    std::string code;  // of Analysis::file_problems, or "date_assumed"
    Sentence sentence;
};

std::vector<FileRemark> file_remarks(const Analysis& analysis, Reader reader);

}  // namespace kheo::registry::import
