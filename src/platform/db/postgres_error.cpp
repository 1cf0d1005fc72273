// SPDX-License-Identifier: Apache-2.0
#include "platform/db/postgres_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "platform/db/failure.hpp"

namespace kheo::db {

namespace {

struct State {
    std::string_view prefix, word;
};

/// https://www.postgresql.org/docs/15/errcodes-appendix.html; the first prefix that fits decides.
constexpr std::array kStates{
    State{"23505", code::kUnique},        State{"23503", code::kForeignKey},
    State{"23514", code::kCheck},         State{"23502", code::kNotNull},
    State{"40001", code::kSerialization}, State{"40P01", code::kSerialization},
    State{"55P03", code::kBusy},          State{"57014", code::kBusy},
    State{"53300", code::kBusy},          State{"53100", code::kDiskFull},
    State{"58030", code::kDiskFull},      State{"25006", code::kReadOnly},
    State{"42501", code::kReadOnly},      State{"XX001", code::kCorrupt},
    State{"XX002", code::kCorrupt},       State{"08", code::kConnection},
    State{"57P0", code::kConnection},     State{"28", code::kConnection},
    State{"3D000", code::kConnection},
};

std::string_view field(const PGresult* result, int code) {
    const char* text = result ? PQresultErrorField(result, code) : nullptr;
    return text ? text : "";
}

std::string_view without_line_end(std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::string_view postgres_word(std::string_view sqlstate) {
    if (sqlstate.empty()) return code::kConnection;
    const auto* found =
        std::ranges::find_if(kStates, [&](const State& s) { return sqlstate.starts_with(s.prefix); });
    return found == kStates.end() ? code::kSyntax : found->word;
}

bool wants_new_statement(const PGresult* result) {
    const auto state = field(result, PG_DIAG_SQLSTATE);
    return state == "26000" || (state == "0A000" && field(result, PG_DIAG_SOURCE_FUNCTION) ==
                                                        std::string_view("RevalidateCachedQuery"));
}

Error postgres_error(PGconn* connection, const PGresult* result, std::string_view sql) {
    const auto state = field(result, PG_DIAG_SQLSTATE);
    const auto word = wants_new_statement(result) ? code::kSerialization : postgres_word(state);
    const std::string_view said = result ? PQresultErrorMessage(result) : PQerrorMessage(connection);
    return failure(Engine::postgresql, word,
                   fmt::format("postgresql {}: {} [{}]", state, without_line_end(said), sql));
}

Error postgres_lost(std::string_view said) {
    return failure(Engine::postgresql, code::kConnection,
                   fmt::format("postgresql: {}", without_line_end(said)));
}

}  // namespace kheo::db
