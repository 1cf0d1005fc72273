// SPDX-License-Identifier: Apache-2.0
// Private to the room: decisions that were taken before this program, or outside of it, noted down afterwards
// for what was registered in an earlier year. One by one it is an act (record_recognition, record_carried);
// here many at once, as pasted from a table.
#pragma once

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// One line of a pasted table.
struct RecordedLine {
    int line = 0;        // from 1, as pasted
    std::string number;  // of the register
    int year = 0;        // of the registration; 0: the newest one up to the year of the decision
    Given given;
};
struct Pasted {
    std::vector<RecordedLine> lines;
    std::vector<FieldError> wrong;  // of the field "lines"

    /// Of one decision only: a paper can stand with all of them.
    bool one_decision() const;
};

/// number; number of the decision; day; level (none: commune); year (may be left out): separated by tabs or
/// semicolons, at most kMostPasted lines. Empty lines and a heading are passed over. `common` is what holds
/// for all: body, signer, grade.
inline constexpr std::size_t kMostPasted = 300;
Pasted read_pasted(std::string_view text, const Given& common);

/// "cấp tỉnh", "Phường", "commune"; nullopt: none of these.
std::optional<RecognitionLevel> level_named(std::string_view text);

/// What was noted down of a line.
struct Recorded {
    int line = 0;
    std::string number, code, title;  // of the register; of the cycle and its name
    RecognitionLevel level = RecognitionLevel::commune;
};

/// All or nothing: every refused line is an error of the field "lines" that says why. What is not followed
/// yet is followed from here on. The same request_key notes no number, year and level twice and answers as
/// before.
Result<std::vector<Recorded>> record_all(db::Transaction& tx, const std::vector<RecordedLine>& lines,
                                         std::string_view request_key, const Acting& acting);

}  // namespace kheo::registry::life
