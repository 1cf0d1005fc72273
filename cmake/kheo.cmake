# SPDX-License-Identifier: Apache-2.0
# The few build rules every room uses. A room is one static library kheo_<room>; its tests stand beside its sources.

add_library(kheo_flags INTERFACE)
target_compile_options(kheo_flags INTERFACE -Wall -Wextra -Wconversion -Wno-sign-conversion -Wshadow)
if(NOT CMAKE_CXX_FLAGS_DEBUG MATCHES "--coverage")  # gcov must find the sources again
    target_compile_options(kheo_flags INTERFACE -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
endif()
target_include_directories(kheo_flags INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
target_link_libraries(kheo_flags INTERFACE Threads::Threads fmt::fmt)

# Everything that is generated, for tools that only read sources (dev/lint).
add_custom_target(kheo-generated)

# kheo_room(<name> SOURCES a.cpp … [DEPENDS other rooms or libraries …] [MESSAGES messages.json] [VIEWS views/a.html …])
#   MESSAGES  catalogue of the room: generates <path>/messages.gen.hpp with one constant per key
#   VIEWS     page templates of the room: each generates <path>/<name>.view.hpp and its source
function(kheo_room name)
    cmake_parse_arguments(ROOM "" "MESSAGES" "SOURCES;DEPENDS;VIEWS" ${ARGN})
    file(RELATIVE_PATH path ${CMAKE_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR})
    set(generated)
    if(ROOM_MESSAGES)
        kheo_messages(${path} ${ROOM_MESSAGES} generated)
    endif()
    if(ROOM_VIEWS)
        kheo_views(${path} generated ${ROOM_VIEWS})
    endif()
    add_library(kheo_${name} STATIC ${ROOM_SOURCES} ${generated})
    if(generated)
        add_custom_target(kheo_${name}_generated DEPENDS ${generated})
        add_dependencies(kheo-generated kheo_${name}_generated)
    endif()
    target_link_libraries(kheo_${name} PUBLIC kheo_flags ${ROOM_DEPENDS})
    if(ROOM_VIEWS AND KHEO_JOINED_VIEWS)
        kheo_join_views(kheo_${name} ${ROOM_SOURCES} ${CMAKE_BINARY_DIR}/generated/${path}/messages.gen.cpp)
    endif()
endfunction()

# A whole build reads the headers of a room's pages once for a dozen of them; all else keeps a file of its own.
function(kheo_join_views target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# Catalogue → C++ constants. A key missing in a template or source is a compile error; a missing language is a build error.
function(kheo_messages path file out)
    set(dir ${CMAKE_BINARY_DIR}/generated/${path})
    file(MAKE_DIRECTORY ${dir})
    add_custom_command(
        OUTPUT ${dir}/messages.gen.hpp ${dir}/messages.gen.cpp
        COMMAND kheo-messages ${path} ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${dir}/messages.gen.hpp ${dir}/messages.gen.cpp
        DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file} kheo-messages
        COMMENT "Catalogue ${path}/${file}")
    set(${out} ${${out}} ${dir}/messages.gen.hpp ${dir}/messages.gen.cpp PARENT_SCOPE)
endfunction()

# Template → C++ function over its typed view model.
function(kheo_views path out)
    set(files ${${out}})
    foreach(view ${ARGN})
        get_filename_component(stem ${view} NAME_WE)
        set(dir ${CMAKE_BINARY_DIR}/generated/${path}/views)
        file(MAKE_DIRECTORY ${dir})
        add_custom_command(
            OUTPUT ${dir}/${stem}.view.hpp ${dir}/${stem}.view.cpp
            COMMAND kheo-views ${path} ${CMAKE_CURRENT_SOURCE_DIR}/${view} ${dir}/${stem}.view.hpp ${dir}/${stem}.view.cpp
            DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${view} kheo-views
            COMMENT "View ${path}/${view}")
        list(APPEND files ${dir}/${stem}.view.hpp ${dir}/${stem}.view.cpp)
    endforeach()
    set(${out} ${files} PARENT_SCOPE)
endfunction()

# Where the tests' own PostgreSQL server lives: a short path, one per build directory.
string(SHA1 kheo_build_hash ${CMAKE_BINARY_DIR})
string(SUBSTRING ${kheo_build_hash} 0 8 kheo_build_hash)
set(KHEO_TEST_SERVER /tmp/kheo-pg-${kheo_build_hash})
set(KHEO_TEST_ADDRESS "postgresql:///postgres?host=${KHEO_TEST_SERVER}&port=54317&user=kheo")

# kheo_test(<name> SOURCES a_test.cpp … [DEPENDS …] [LABELS …] [DATABASE [PURE filter]]): one GoogleTest program, its cases known to ctest.
#   DATABASE  every case runs twice: on SQLite, and as postgresql.<case> on PostgreSQL (tests/support/test_database.hpp)
#   PURE      GoogleTest filter of the cases that touch no database: they run once
function(kheo_test name)
    if(NOT BUILD_TESTING)
        return()
    endif()
    cmake_parse_arguments(TEST "DATABASE" "PURE" "SOURCES;DEPENDS;LABELS" ${ARGN})
    add_executable(${name} ${TEST_SOURCES})
    target_link_libraries(${name} PRIVATE kheo_flags ${TEST_DEPENDS} GTest::gtest GTest::gmock GTest::gtest_main)
    target_compile_definitions(${name} PRIVATE KHEO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    # What is tested is optimised; the tests themselves need not be.
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O0>)
    if(NOT TEST_LABELS)
        set(TEST_LABELS fast)
    endif()
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${TEST_LABELS} TIMEOUT 300)
    if(TEST_DATABASE)
        gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 TEST_PREFIX postgresql. TEST_FILTER "*-${TEST_PURE}"
            PROPERTIES LABELS ${TEST_LABELS} TIMEOUT 300
            FIXTURES_REQUIRED postgresql
            ENVIRONMENT "KHEO_TEST_POSTGRESQL=${KHEO_TEST_ADDRESS}")
    endif()
endfunction()
