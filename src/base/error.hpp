// SPDX-License-Identifier: Apache-2.0
// What can go wrong, as a value. Whatever a person, a file, the network or a disk can cause travels as an
// Error in a Result; exceptions come from libraries only and are caught in platform/db and the outermost HTTP
// layer.
#pragma once

#include <string>
#include <vector>

#include "base/message.hpp"

namespace kheo {

/// One table (error.cpp) maps a kind to an exit code; platform/http maps it to a status.
enum class ErrorKind {
    invalid,       // what was typed or uploaded cannot be accepted
    not_found,     // absent, or not visible to this reader: both look the same
    forbidden,     // signed in, but without the right
    unauthorized,  // not signed in
    conflict,      // somebody else changed it, or it exists already
    too_large,     // over a limit that the sentence names
    usage,         // wrong command line
    environment,   // disk, port, database, file system
    internal,      // our own fault; the person sees an error id
};

/// Name used in JSON output ("invalid", "not_found", …).
std::string_view error_kind_name(ErrorKind kind);

/// Exit code of the command line: 1 refused by rule or input, 2 usage, 3 environment (contract, "Commands").
int exit_code(ErrorKind kind);

struct FieldError {
    std::string field;  // key of the form field or spreadsheet column
    Sentence message;
};

struct Error {
    ErrorKind kind = ErrorKind::internal;
    Sentence message;                // what is wrong and what to do, for the person
    std::vector<FieldError> fields;  // all field errors at once
    std::string detail;              // for the log only, never shown
    std::string code;  // stable machine word where a contract names one ("wrong_type"), else empty
};

}  // namespace kheo
