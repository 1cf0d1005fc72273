// SPDX-License-Identifier: Apache-2.0
// An archive is a row of named members ("dictionary.json", "tables/setting.csv", "files/ab/ab12…"), written
// and read from front to end: as a directory for people (directory.hpp) or as one encrypted file
// (container.hpp). Writers and readers are used by one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kheo::archive {

class Writer {
  public:
    virtual ~Writer() = default;
    virtual Result<> begin(std::string_view name) = 0;
    virtual Result<> write(std::string_view bytes) = 0;
    virtual Result<> end() = 0;
    /// After the last member: everything is on disk when it returns. Without it the archive is torn and no
    /// reader takes it.
    virtual Result<> finish() = 0;
};

class Reader {
  public:
    virtual ~Reader() = default;
    /// The next member's name, what is left of the present one is passed over; nullopt after the last one.
    virtual Result<std::optional<std::string>> next() = 0;
    /// The next bytes of the present member, valid until the next call; "" at its end.
    virtual Result<std::string_view> read() = 0;
};

/// Names that stay inside an archive and a data directory: relative, no empty or dotted part, no backslash.
bool is_safe_name(std::string_view name);

}  // namespace kheo::archive
