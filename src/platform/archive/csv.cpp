// SPDX-License-Identifier: Apache-2.0
#include "platform/archive/csv.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/number.hpp"
#include "platform/archive/messages.gen.hpp"

namespace kheo::archive {

namespace {

constexpr std::size_t kLongestField = 256UL << 20;

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (;;) {
        const auto quote = text.find('"');
        out += text.substr(0, quote);
        if (quote == std::string_view::npos) break;
        out += "\"\"";
        text.remove_prefix(quote + 1);
    }
    out += '"';
}

void append_hex(std::string& out, std::string_view bytes) {
    constexpr auto* kDigits = "0123456789abcdef";
    out += "\\x";
    for (const char c : bytes) {
        out += kDigits[static_cast<unsigned char>(c) >> 4];
        out += kDigits[static_cast<unsigned char>(c) & 15];
    }
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

bool from_hex(std::string_view text, std::string& bytes) {
    if (!text.starts_with("\\x") || text.size() % 2 != 0) return false;
    bytes.clear();
    for (std::size_t i = 2; i < text.size(); i += 2) {
        const int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0) return false;
        bytes += static_cast<char>(high * 16 + low);
    }
    return true;
}

db::Param::Null null_of(db::ColumnType type) {
    switch (type) {
        case db::ColumnType::integer:
            return db::Param::Null::integer;
        case db::ColumnType::real:
            return db::Param::Null::real;
        case db::ColumnType::text:
            return db::Param::Null::text;
        case db::ColumnType::bytes:
            return db::Param::Null::blob;
    }
    return db::Param::Null::untyped;
}

std::string_view blank_of(db::ColumnType type) {
    switch (type) {
        case db::ColumnType::text:
            return "\"\"";
        case db::ColumnType::bytes:
            return "\\x";
        default:
            return "0";
    }
}

std::unexpected<Error> malformed(std::string detail) {
    return fail(ErrorKind::invalid, msg::malformed, {}, std::move(detail));
}

}  // namespace

void append_line(std::string& out, const db::Row& row, const db::Table& table, Gaps gaps) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const int at = static_cast<int>(i);
        if (i > 0) out += ',';
        if (row.is_null(at)) {
            if (gaps == Gaps::fill && !table.columns[i].nullable) out += blank_of(table.columns[i].type);
            continue;
        }
        switch (table.columns[i].type) {
            case db::ColumnType::integer:
                out += fmt::format_int(row.integer(at)).c_str();
                break;
            case db::ColumnType::real:
                fmt::format_to(std::back_inserter(out), "{}",
                               row.real(at));  // shortest that reads back equal
                break;
            case db::ColumnType::text:
                append_quoted(out, row.text(at));
                break;
            case db::ColumnType::bytes:
                append_hex(out, row.text(at));
                break;
        }
    }
    out += "\r\n";
}

std::string header_line(const db::Table& table) {
    std::string out;
    for (const auto& column : table.columns) out += (out.empty() ? "" : ",") + column.name;
    return out + "\r\n";
}

Result<> LineSplitter::feed(std::string_view bytes) {
    for (const char c : bytes) TRY(take(c));
    return {};
}

Result<> LineSplitter::take(char c) {
    if (field_.text.size() >= kLongestField) return malformed("a field is too long");
    if (state_ == State::quoted) {
        if (c == '"')
            state_ = State::quote_in_quoted;
        else
            field_.text += c;
        return {};
    }
    if (c != '"') return take_outside(c);
    if (state_ == State::bare || state_ == State::line_end) return malformed("a quote inside a field");
    if (state_ == State::quote_in_quoted) field_.text += c;
    field_.quoted = true;
    state_ = State::quoted;
    return {};
}

/// Everything but quotes, outside of them.
Result<> LineSplitter::take_outside(char c) {
    if (c == '\n') return end_line();
    if (state_ == State::line_end) return malformed("a letter behind CR");
    if (c == '\r') {
        state_ = State::line_end;
        return {};
    }
    if (c == ',') return end_field();
    if (state_ == State::quote_in_quoted) return malformed("a letter behind a closing quote");
    state_ = State::bare;
    field_.text += c;
    return {};
}

Result<> LineSplitter::end_field() {
    if (fields_.size() == kMostFields) return malformed("too many fields in a line");
    fields_.push_back(std::move(field_));
    field_ = {};
    state_ = State::field_start;
    return {};
}

Result<> LineSplitter::end_line() {
    TRY(end_field());
    auto done = line_(fields_);
    fields_.clear();
    return done;
}

Result<> LineSplitter::finish() {
    if (state_ != State::field_start || !fields_.empty()) return malformed("the last line has no end");
    return {};
}

Result<db::Param> to_param(const Field& field, const db::Column& column, std::string& bytes) {
    if (!field.quoted && field.text.empty()) return db::Param(null_of(column.type));
    switch (column.type) {
        case db::ColumnType::integer:
            if (const auto number = parse_number<std::int64_t>(field.text); number && !field.quoted)
                return db::Param(*number);
            break;
        case db::ColumnType::real:
            if (const auto number = parse_number<double>(field.text);
                number && std::isfinite(*number) && !field.quoted)
                return db::Param(*number);
            break;
        case db::ColumnType::text:
            if (field.quoted) return db::Param(std::string_view(field.text));
            break;
        case db::ColumnType::bytes:
            if (!field.quoted && from_hex(field.text, bytes))
                return db::Param(db::Param::Blob{std::string_view(bytes)});
            break;
    }
    return malformed(
        fmt::format("no value of type {} for column {}", db::column_type_name(column.type), column.name));
}

}  // namespace kheo::archive
