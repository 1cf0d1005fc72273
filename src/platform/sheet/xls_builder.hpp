// SPDX-License-Identifier: Apache-2.0
// Compound files and BIFF8 records made in code, for tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kheo::test {

std::string u16(unsigned value);
std::string u32(std::uint32_t value);

/// One BIFF record.
std::string record(unsigned kind, const std::string& data);

/// A compound file with one stream of this name, and empty storages.
std::string compound_of(const std::string& stream_name, std::string stream,
                        const std::vector<std::string>& storages = {});

/// The same with an embedded object, listed first, whose cut stream bears the name `inner`.
std::string compound_embedding(const std::string& stream_name, std::string stream, const std::string& inner);

/// A BIFF8 workbook with one sheet "A": extra global records, shared strings (Latin-1 bytes), records of the
/// sheet.
struct XlsFixture {
    std::string globals = {};  // FORMAT, XF, DATEMODE …
    std::vector<std::string> strings = {};
    std::string sheet = {};
    unsigned sheet_state = 0, sheet_type = 0;
};
std::string xls_stream_of(const XlsFixture& fixture);
std::string xls_of(const XlsFixture& fixture);

}  // namespace kheo::test
