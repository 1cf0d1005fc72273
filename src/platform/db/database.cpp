// SPDX-License-Identifier: Apache-2.0
#include "platform/db/database.hpp"

#include "platform/db/connection.hpp"
#include "platform/db/messages.gen.hpp"

namespace kheo::db {

Result<std::int64_t> Transaction::exec_params(std::string_view sql, std::span<const Param> params) {
    return connection_.exec(sql, params);
}

Result<> Transaction::each_params(std::string_view sql, std::span<const Param> params,
                                  const std::function<void(const Row&)>& row) {
    return connection_.each(sql, params, row);
}

Result<> Transaction::script(std::string_view sql) {
    return connection_.script(sql);
}

std::unexpected<Error> Transaction::no_row(std::string_view sql) {
    return fail(ErrorKind::internal, msg::no_row, {}, std::string(sql));
}

}  // namespace kheo::db
