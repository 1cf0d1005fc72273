// SPDX-License-Identifier: Apache-2.0
// What other rooms hang on a dossier: guards, parts of its page, words of its log. One place, so that tests
// of the whole life meet exactly what the program does.
#pragma once

#include "registry/life/life.hpp"

namespace kheo::app {

registry::life::Parts life_parts();
/// What waits, with what visits asked for.
std::shared_ptr<registry::life::WorkIndex> work_index();

}  // namespace kheo::app
