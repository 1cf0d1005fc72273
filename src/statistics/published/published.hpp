// SPDX-License-Identifier: Apache-2.0
// The door of published figures: what reports and newspapers said, kept with its source, checked, and shown
// beside what the registry counts, with the sentence that says how the two differ. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "statistics/fact_keeper.hpp"

namespace kheo::statistics::published {

/// As it stood there; nothing of it is corrected.
struct PublishedFigure {
    std::string reference;  // its name in the list it came with
    std::string indicator, area, period, period_note, written;
    std::optional<std::int64_t> value;  // thousandths
    std::string measured_in, comparison, check_note, source;
    bool operator==(const PublishedFigure&) const = default;
};

/// A definition in force between two days; `measure` counts after it.
struct Indicator {
    std::string code, name, definition, basis, levels, de_duplication, cut_off;
    Measure measure = Measure::initiatives;
    std::string measured_in, published_words;
    Date valid_from, valid_to;
    std::string legal_basis;
};

struct Recorded {
    std::int64_t saved = 0, unchanged = 0;
};
/// Reads a list (CSV or workbook; columns id, indicator, area, period, period_note, value_as_written,
/// value_num, unit, comparison, check_note, source) and keeps its rows, each under its id: the same row again
/// changes nothing, another content takes the old one's place; one ledger entry for each kept row.
/// Errors: invalid, with every row that cannot be kept.
Result<Recorded> record_list(db::Database& database, std::string_view content, std::string_view file_name,
                             Millis at);

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
    FactSource source;
    FactKeeper* keeper = nullptr;
};
/// /so-lieu/cong-bo
std::vector<http::Route> routes(const Services& services);

}  // namespace kheo::statistics::published
