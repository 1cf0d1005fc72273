// SPDX-License-Identifier: Apache-2.0
// First step of the template compiler: cuts a template into markup, expressions and statements, each with its
// line. Comments {# … #} disappear here. Pure functions; a fault is thrown as Refusal and caught in main.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kheo::view::compiler {

/// Why a template is refused, with the line a person has to look at.
struct Refusal : std::runtime_error {
    Refusal(int at, const std::string& why) : std::runtime_error(why), line(at) {}
    int line;
};

enum class PieceKind {
    markup,      // HTML as written
    expression,  // inside {{ … }}
    statement,   // inside {% … %}
};

struct Piece {
    PieceKind kind = PieceKind::markup;
    std::string text;  // trimmed for expressions and statements
    int line = 1;      // where it starts
};

/// The first line: {# view list_page(const registry::ListPage& page) include "registry/views.hpp" #}
struct Signature {
    std::string name;
    std::string parameters;
    std::vector<std::string> includes;
};

struct Template {
    Signature signature;
    std::vector<Piece> pieces;
};

/// Throws Refusal when the first line or a bracket is wrong.
Template scan(std::string_view source);

/// Cuts at `separator` outside quotes and brackets: C++ text, as far as templates need it.
std::vector<std::string> split_top_level(std::string_view code, char separator);

std::string_view trimmed(std::string_view text);

}  // namespace kheo::view::compiler
