// SPDX-License-Identifier: Apache-2.0
// Issuer and figures → the fields that a Word template may use. README.md lists them for people who edit
// templates; their names are Vietnamese without accents because those people are.
#pragma once

#include "base/clock.hpp"
#include "platform/document/value.hpp"
#include "reports/model.hpp"

namespace kheo::reports {

struct Occasion {
    Kind kind = Kind::annual;
    const territory::Unit* unit = nullptr;  // nullptr = the whole country
    Millis frozen_at = 0;
    bool demonstration = false;
};

document::Value::Record template_values(const Occasion& occasion, const Issuer& issuer,
                                        const Figures& figures);

/// "Báo cáo sơ kết … 6 tháng đầu năm 2024 – Thành phố Hà Nội": for the file and the page.
std::string report_title(const Occasion& occasion, const Period& period);

/// Units up to this number stand in the text; more go to the annex.
inline constexpr std::size_t kUnitsInText = 12;

}  // namespace kheo::reports
