// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <fstream>

#include "base/text.hpp"
#include "platform/document/document.hpp"
#include "platform/view/html.hpp"
#include "reports/figures.hpp"
#include "reports/issuer.hpp"
#include "reports/messages.gen.hpp"
#include "reports/reports.hpp"
#include "reports/values.hpp"

namespace kheo::reports {

namespace {

bool fits(Kind kind, const Period& period) {
    return period.shape == (kind == Kind::half_year ? Period::Shape::half : Period::Shape::year);
}

Result<UnitId> find_unit(std::string_view unit, Date on, const territory::Atlas& atlas) {
    if (unit == "VN") return UnitId{};
    const auto* found = atlas.find_code(unit, on);
    if (!found)
        return fail(ErrorKind::invalid, msg::no_unit,
                    {{"code", std::string(unit)}, {"date", on.vietnamese()}});
    return found->id;
}

struct Template {
    std::string docx;
    bool own = false;
};

/// An office's own file of that name wins over the shipped one.
Result<Template> load_template(const std::filesystem::path& folder, const std::string& name) {
    std::error_code ignored;
    const auto file = folder / (name + ".docx");
    if (folder.empty() || !std::filesystem::is_regular_file(file, ignored))
        return Template{std::string(shipped_template(name)), false};
    std::ifstream in(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in && !in.eof())
        return fail(ErrorKind::environment, msg::template_unreadable, {{"file", file.filename().string()}});
    return Template{std::move(bytes), true};
}

/// A broken template of the office's own is named, so that the right file is mended.
Result<std::string> fill_named(const Template& from, const std::string& name, const document::Value& value) {
    auto filled = document::fill_template(from.docx, value);
    if (filled || !from.own) return filled;
    auto error = std::move(filled).error();
    error.message = Sentence(msg::template_broken,
                             {{"file", name + ".docx"}, {"reason", error.message.in(Language::vi)}});
    return fail(std::move(error));
}

std::string file_name(const Order& order, const territory::Unit* unit) {
    const auto words = fold_words(unit ? unit->name : std::string(msg::country.in(Language::vi)));
    auto name = fmt::format("{}-{}-{}", order.kind == Kind::half_year ? "bao-cao-so-ket" : "bao-cao-tong-ket",
                            order.period.code(), words);
    for (auto& c : name)
        if (c == ' ') c = '-';
    return name;
}

}  // namespace

std::vector<std::string_view> template_names() {
    return {"party_half_year", "party_annual", "state_half_year", "state_annual"};
}

Result<Order> read_order(std::string_view kind_text, std::string_view unit, std::string_view period_text,
                         const territory::Atlas& atlas) {
    const auto kind = parse_kind(kind_text);
    if (!kind) return fail(ErrorKind::usage, msg::unknown_kind, {{"kind", std::string(kind_text)}});
    const auto period = Period::parse(period_text);
    if (!period || !fits(*kind, *period))
        return fail(ErrorKind::usage, *kind == Kind::half_year ? msg::period_not_half : msg::period_not_year,
                    {{"period", std::string(period_text)}});
    return Order{*kind, TRY(find_unit(unit, period->last, atlas)), *period};
}

Result<Report> make_report(db::Transaction& tx, const Order& order, const Sources& sources) {
    const auto on = order.period.last;
    const Occasion occasion{order.kind, order.unit ? sources.atlas.find(order.unit, on) : nullptr,
                            sources.now, sources.demonstration};
    const auto issuer = TRY(find_issuer(tx, sources.atlas, order.unit, on));
    const auto figures = TRY(
        gather_figures(tx, sources.atlas, sources.facts, order.unit, order.period, local_date(sources.now)));
    const auto name = fmt::format("{}_{}", code(issuer.form), code(order.kind));
    const auto from = TRY(load_template(sources.templates, name));
    Report report;
    report.docx = TRY(fill_named(from, name, template_values(occasion, issuer, figures)));
    report.title = report_title(occasion, order.period);
    report.file_name = file_name(order, occasion.unit);
    report.form = issuer.form;
    report.own_template = from.own;
    return report;
}

Result<std::string> as_html(const Report& report) {
    const auto body = TRY(document::to_html(report.docx));
    view::Html title(Language::vi);
    title.text(report.title);
    return fmt::format(
        "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\">\n<title>{}</title>\n<style>\n{}"
        "@media screen{{body{{margin:0;background:#d9d3c6}}}}\n@media "
        "print{{body{{margin:0}}}}\n</style>\n</head>\n"
        "<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        title.html(), document::paper_css(), body);
}

Result<std::string> render(db::Transaction& tx, const Order& order, Format format, const Sources& sources) {
    auto report = TRY(make_report(tx, order, sources));
    if (format == Format::html) return as_html(report);
    return std::move(report.docx);
}

}  // namespace kheo::reports
