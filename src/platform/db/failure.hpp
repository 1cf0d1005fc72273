// SPDX-License-Identifier: Apache-2.0
// Inside platform/db: from an engine's word for what went wrong (db::code) to an Error with its sentence.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/db/database.hpp"

namespace kheo::db {

/// detail is for the log only.
Error failure(Engine engine, std::string_view word, std::string detail);

/// A write is run again (figures.hpp).
void count_retry();

/// What a statement after a failed one in the same transaction gets, on both engines.
Error failed_before();

/// Refuses text that PostgreSQL cannot keep: NUL bytes, bytes that are no UTF-8.
Result<> check_text(std::span<const Param> params);

}  // namespace kheo::db
