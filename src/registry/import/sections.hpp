// SPDX-License-Identifier: Apache-2.0
// Section rows ("II. LĨNH VỰC VĂN HÓA - XÃ HỘI", "A | MÔ HÌNH", "III | Xã Bình Chánh") and what they say
// about the rows below them until the next section of the same or a higher level. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "registry/import/table.hpp"
#include "registry/import/words.hpp"

namespace kheo::registry::import {

struct SectionSays {
    std::optional<Kind> kind;
    std::optional<OwnerType> owner_type;
    std::optional<Basis> basis;
    std::optional<Sector> sector;
    FieldReading field;
    std::string unit_text;
};

/// names_unit: does the text name a unit?
SectionSays read_section(const std::string& text, const std::function<bool(const std::string&)>& names_unit);

class Sections {
  public:
    void open(const Label& label, SectionSays says, std::size_t rows_before);
    /// What holds for a row now: the innermost section that says something.
    SectionSays now() const;
    /// Rows that a subtotal counts: the section its text names, else the innermost open one, else all since
    /// the last subtotal. Closes that section for counting.
    std::size_t subtotal(const std::string& text, std::size_t rows_before);

  private:
    struct Open {
        Label label;
        SectionSays says;
        std::size_t start = 0;
        bool summed = false;
    };
    std::vector<Open> open_;
    std::size_t last_sum_ = 0;
};

}  // namespace kheo::registry::import
