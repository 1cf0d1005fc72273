// SPDX-License-Identifier: Apache-2.0
// Names and order of row and column keys. Private to the slice; pure.
#pragma once

#include "statistics/question.hpp"

namespace kheo::statistics {

/// What people read for a key of an axis; nullopt = not stated (for units: above the level).
Label label_of(const Question& question, const territory::Atlas& atlas, const Axis& axis,
               const std::optional<std::string>& key);

/// The key as the answer shows it: a unit's code ("id:123" when it has none), the code or theme, "none".
std::string shown_key(const Question& question, const territory::Atlas& atlas, const Axis& axis,
                      const std::optional<std::string>& key);

/// Bytes whose order is the order of the list; not stated comes last.
std::string sort_key(const Question& question, const territory::Atlas& atlas, const Axis& axis,
                     const std::optional<std::string>& key);

/// A time key moved by whole years ("2023-05", 1 → "2024-05"); other keys stay.
std::optional<std::string> shifted(const Axis& axis, std::optional<std::string> key, int years);

/// Values of a condition for people: "Kinh tế", "Phường Hồng Hà".
std::string condition_value(const Question& question, const territory::Atlas& atlas,
                            const Condition& condition, Language language);

}  // namespace kheo::statistics
