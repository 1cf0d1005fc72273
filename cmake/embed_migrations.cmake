# SPDX-License-Identifier: Apache-2.0
# Writes the migrations as raw string literals: cmake -DOUT=… -DFILES=a.sql;b.sql -P embed_migrations.cmake
set(rows "")
list(SORT FILES)
foreach(file ${FILES})
    get_filename_component(name ${file} NAME_WE)
    string(REGEX MATCH "^[0-9]+" number ${name})
    math(EXPR number "1${number} - 10000")
    set(only "{}")
    if(file MATCHES "[.](sqlite|postgresql)[.]sql$")
        set(only "Engine::${CMAKE_MATCH_1}")
    endif()
    file(READ ${file} sql)
    string(APPEND rows "    Migration{${number}, \"${name}\", R\"sql(${sql})sql\", ${only}},\n")
endforeach()
file(WRITE ${OUT} "// Generated from migrations/*.sql; do not edit.
#include <array>
#include \"platform/db/migrations.hpp\"
namespace kheo::db {
namespace {
constexpr auto kMigrations = std::to_array<Migration>({
${rows}});
}  // namespace
std::span<const Migration> all_migrations() { return kMigrations; }
}  // namespace kheo::db
")
