// SPDX-License-Identifier: Apache-2.0
#include "platform/db/postgres_values.hpp"

#include <bit>
#include <charconv>
#include <cstring>

namespace kheo::db {

namespace {

std::array<char, 8> big_endian(std::uint64_t bits) {
    std::array<char, 8> out{};
    for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<char>(bits >> (56 - 8 * i) & 0xFF);
    return out;
}

struct Adder {
    PostgresValues& to;

    void add(Oid type, const char* bytes, std::size_t size) const {
        to.types.push_back(type);
        to.values.push_back(bytes);
        to.lengths.push_back(static_cast<int>(size));
        to.formats.push_back(1);
    }
    void number(Oid type, std::uint64_t bits) const {
        to.numbers.push_back(big_endian(bits));
        add(type, to.numbers.back().data(), 8);
    }
    void operator()(Param::Null null) const {
        constexpr std::array<Oid, 5> types{0, kInt8Oid, kFloat8Oid, kTextOid, kByteaOid};
        add(types[static_cast<std::size_t>(null)], nullptr, 0);
    }
    void operator()(std::int64_t n) const { number(kInt8Oid, static_cast<std::uint64_t>(n)); }
    void operator()(double n) const { number(kFloat8Oid, std::bit_cast<std::uint64_t>(n)); }
    void operator()(std::string_view s) const { add(kTextOid, s.data() ? s.data() : "", s.size()); }
    void operator()(Param::Blob b) const {
        add(kByteaOid, b.bytes.data() ? b.bytes.data() : "", b.bytes.size());
    }
};

int hex_digit(char c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/// "\x0aff" → bytes.
std::string unescape(std::string_view hex) {
    std::string out;
    if (!hex.starts_with("\\x")) return std::string(hex);
    out.reserve(hex.size() / 2);
    for (std::size_t i = 2; i + 1 < hex.size(); i += 2)
        out.push_back(static_cast<char>(hex_digit(hex[i]) << 4 | hex_digit(hex[i + 1])));
    return out;
}

}  // namespace

PostgresValues::PostgresValues(std::span<const Param> params) {
    numbers.reserve(params.size());
    types.reserve(params.size());
    values.reserve(params.size());
    lengths.reserve(params.size());
    formats.reserve(params.size());
    for (const auto& param : params) std::visit(Adder{*this}, param.value());
}

std::string PostgresValues::signature() const {
    std::string out;
    for (const auto type : types)
        out.push_back(type == kInt8Oid     ? 'i'
                      : type == kTextOid   ? 't'
                      : type == kByteaOid  ? 'b'
                      : type == kFloat8Oid ? 'f'
                                           : '0');
    return out;
}

std::string_view PostgresRow::raw(int column) const {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::int64_t PostgresRow::integer(int column) const {
    const auto digits = raw(column);
    if (PQftype(result_, column) == kBoolOid) return digits == "t" ? 1 : 0;
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

double PostgresRow::real(int column) const {
    const auto digits = raw(column);
    double number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::string_view PostgresRow::text(int column) const {
    const auto type = PQftype(result_, column);
    if (type == kBoolOid && !is_null(column)) return raw(column) == "t" ? "1" : "0";
    if (type != kByteaOid || is_null(column)) return raw(column);
    for (const auto& [known, bytes] : bytes_)
        if (known == column) return bytes;
    bytes_.reserve(static_cast<std::size_t>(PQnfields(result_)));  // views stay valid until the next row
    return bytes_.emplace_back(column, unescape(raw(column))).second;
}

}  // namespace kheo::db
