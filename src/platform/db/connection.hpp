// SPDX-License-Identifier: Apache-2.0
// Inside platform/db: what an engine must offer. One Connection is used by one thread at a time.
#pragma once

#include "platform/db/database.hpp"

namespace kheo::db {

class Connection {
  public:
    virtual ~Connection() = default;
    virtual Engine engine() const = 0;
    virtual Result<std::int64_t> exec(std::string_view sql, std::span<const Param> params) = 0;
    virtual Result<> each(std::string_view sql, std::span<const Param> params,
                          const std::function<void(const Row&)>& row) = 0;
    /// Several statements without parameters (migrations), in the common words.
    virtual Result<> script(std::string_view sql) = 0;
    /// True after a statement of the running transaction failed: only a rollback may follow, as on
    /// PostgreSQL.
    virtual bool failed() const = 0;
};

}  // namespace kheo::db
