// SPDX-License-Identifier: Apache-2.0
// The door of reports: periodic reviews as official documents. Figures come from statistics, the form of the
// document from the body that issues it, its wording from a Word template that an office may replace. A
// report made here is a draft: it has no number and no day. Functions are thread-safe; the Transaction is the
// caller's.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "reports/model.hpp"
#include "statistics/statistics.hpp"
#include "territory/territory.hpp"

namespace kheo::reports {

/// What is asked. unit none = the whole country.
struct Order {
    Kind kind = Kind::annual;
    UnitId unit;
    Period period;
};

/// Reads an order as the command line gives it. unit: an official code on the period's last day, or "VN" for
/// the whole country. Errors: usage (unknown kind, a period that is no half-year or year), invalid (no such
/// unit).
Result<Order> read_order(std::string_view kind, std::string_view unit, std::string_view period,
                         const territory::Atlas& atlas);

/// Everything a report is made from, handed in by app.
struct Sources {
    const territory::Atlas& atlas;
    const statistics::FactSource& facts;
    std::filesystem::path templates;  // an office's own templates; may not exist
    bool demonstration = false;       // marked on every page
    Millis now = 0;
};

struct Report {
    std::string docx;
    std::string title;      // "Báo cáo sơ kết … 6 tháng đầu năm 2024 – Thành phố Hà Nội"
    std::string file_name;  // without extension: "bao-cao-so-ket-2024-H1-ha-noi"
    Form form = Form::party;
    bool own_template = false;  // from the data directory
};

/// Errors: invalid with a sentence that says where, when an office's template is broken.
Result<Report> make_report(db::Transaction& tx, const Order& order, const Sources& sources);

/// The report as one HTML file that needs nothing else.
Result<std::string> as_html(const Report& report);

/// kheo report: the bytes to be written to -o FILE.
Result<std::string> render(db::Transaction& tx, const Order& order, Format format, const Sources& sources);

/// Names of the shipped templates ("party_half_year" …) and their bytes ("" when there is no such template).
std::vector<std::string_view> template_names();
std::string_view shipped_template(std::string_view name);

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;  // the current snapshot
    statistics::FactSource facts;
    std::filesystem::path templates;  // <data>/templates
};

/// /bao-cao and below. services is copied; what it refers to must outlive the routes.
std::vector<http::Route> routes(const Services& services);

}  // namespace kheo::reports
