// SPDX-License-Identifier: Apache-2.0
// Inside platform/db: what libpq and the server say, as an Error with one of the words of db::code.
#pragma once

#include <libpq-fe.h>

#include "platform/db/database.hpp"

namespace kheo::db {

/// The word for a SQLSTATE; connection when there is none: the server went away.
std::string_view postgres_word(std::string_view sqlstate);

/// Of a failed statement.
Error postgres_error(PGconn* connection, const PGresult* result, std::string_view sql);

/// Of a connection that could not be made or was lost.
Error postgres_lost(std::string_view said);

/// The statement would succeed when prepared anew: its tables were changed, or it is not known any more.
bool wants_new_statement(const PGresult* result);

}  // namespace kheo::db
