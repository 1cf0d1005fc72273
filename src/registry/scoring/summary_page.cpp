// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}/cham-diem/tong-hop: sheets side by side once all are locked, or the result alone.
#include <algorithm>

#include "platform/auth/accounts.hpp"
#include "platform/view/chart.hpp"
#include "platform/view/draw.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/sheet_pages.hpp"
#include "registry/scoring/sheet_views.hpp"
#include "registry/scoring/views/summary_page.view.hpp"

namespace kheo::registry::scoring {

namespace {

std::string or_dash(const std::optional<Tenths>& points) {
    return points ? format_points(*points) : "–";
}

struct Column {
    std::string name;
    const Sheet* sheet;
};

Result<std::vector<Column>> columns_of(db::Transaction& tx, const Seen& seen) {
    std::vector<Column> out;
    if (!seen.side_by_side) return out;
    for (const auto* sheet : live(seen.sheets)) {
        const auto name = TRY(auth::display_name(tx, sheet->scorer));
        out.push_back({name, sheet});
    }
    return out;
}

SummaryRow row_of(const Seen& seen, std::size_t i, const std::vector<Column>& columns) {
    const auto& criterion = seen.rubric->criteria[i];
    const auto& summary = seen.summary->criteria[i];
    const auto* self = self_sheet(seen.sheets);
    SummaryRow row{std::to_string(i + 1),
                   criterion.name,
                   format_points(criterion.most),
                   self ? or_dash(self->scores[i].points) : "–",
                   format_mean(summary.mean),
                   format_points(summary.spread),
                   {},
                   {},
                   summary.wide};
    for (const auto& column : columns) {
        row.points.push_back(or_dash(column.sheet->scores[i].points));
        if (!column.sheet->scores[i].note.empty())
            row.notes.push_back({column.name, column.sheet->scores[i].note});
    }
    return row;
}

SummaryRow total_of(const Seen& seen, const std::vector<Column>& columns) {
    const auto* self = self_sheet(seen.sheets);
    SummaryRow row;
    row.most = format_points(seen.rubric->scale);
    row.self = self ? format_points(scoring::total_of(*self)) : "–";
    row.mean = format_mean(seen.summary->total);
    row.spread = format_points(seen.summary->spread);
    row.wide = seen.summary->wide;
    for (const auto& column : columns) row.points.push_back(format_points(scoring::total_of(*column.sheet)));
    return row;
}

/// The share of each criterion's most that the mean reaches, in whole percent, half up.
view::Markup bars_of(const Seen& seen, Language language) {
    std::vector<view::Bar> bars{
        {std::string(msg::most.in(language)), 100, "before", {}}};  // what the others are held against
    for (std::size_t i = 0; i < seen.rubric->criteria.size(); ++i) {
        const auto& mean = seen.summary->criteria[i].mean;
        const auto most = seen.rubric->criteria[i].most * mean.count;
        bars.push_back(
            {seen.rubric->criteria[i].name, most == 0 ? 0 : (mean.sum * 200 + most) / (most * 2), {}, {}});
    }
    return view::bar_chart(language, msg::shares, bars);
}

void add_outcome(SummaryPage& page, const Seen& seen) {
    const auto& mean = seen.summary->total;
    const auto* grade = grade_of(*seen.rubric, mean);
    page.mean = format_mean(mean);
    page.scale = format_points(seen.rubric->scale);
    page.grade = grade ? grade->name : std::string(msg::grade_none.in(Language::vi));
    page.grade_tone = grade ? view::Tone::ok : view::Tone::bad;
    const auto level = [&](const Message& name, Tenths least) {
        page.levels.push_back({name,
                               Sentence(msg::range_from, {{"least", format_points(least)}}).in(Language::vi),
                               mean.reaches(least)});
    };
    level(msg::commune_level, seen.rubric->commune_from);
    level(msg::province_level, seen.rubric->province_from);
}

Result<> add_discussion(SummaryPage& page, db::Transaction& tx, const Seen& seen) {
    if (!seen.side_by_side) return {};
    page.wide = seen.summary->wide && !seen.round->discussed_at;  // said until it was talked about
    page.wide_said = Sentence(msg::wide_said, {{"spread", format_points(seen.summary->spread)},
                                               {"percent", std::to_string(seen.round->spread_percent)}});
    page.typed = page.discussion = seen.round->discussion;
    if (seen.round->discussed_at)
        page.discussed = TRY(auth::display_name(tx, seen.round->discussed_by)) + ", " +
                         format_moment(*seen.round->discussed_at);
    page.may_discuss = seen.may_assign && seen.stage == Stage::scoring && !seen.made_it;
    return {};
}

Result<> add_texts(SummaryPage& page, db::Transaction& tx, const Seen& seen,
                   const std::vector<Column>& columns) {
    for (const auto& column : columns)
        if (!column.sheet->remark.empty()) page.remarks.push_back({column.name, column.sheet->remark});
    if (!seen.side_by_side) return {};
    for (const auto& unlock : seen.unlocks) {
        const auto who = TRY(auth::display_name(tx, unlock.by));
        const Sentence line(unlock.after_reveal ? msg::unlock_line_after : msg::unlock_line,
                            {{"when", format_moment(unlock.at)},
                             {"points", format_points(unlock.total)},
                             {"reason", unlock.reason}});
        page.unlocks.push_back({who, line.in(Language::vi)});
    }
    return {};
}

Result<SummaryPage> page_of(db::Transaction& tx, const Person& person, const http::Request& request) {
    const auto seen = TRY(see(tx, person, request.captures.get("code")));
    SummaryPage page;
    page.code = seen.cycle.code;
    page.title = seen.cycle.title;
    if (const auto* unit = person.atlas.find(seen.cycle.unit, person.today)) page.unit = unit->full_name;
    page.ready = seen.summary.has_value();
    if (!page.ready) {
        page.said = seen.stage == Stage::scoring ? Sentence(msg::summary_not_yet) : said_of(seen);
        return page;
    }
    page.rubric_name = seen.rubric->name;
    page.rubric_href = "/thang-diem/" + std::to_string(seen.rubric->id.value);
    const auto columns = TRY(columns_of(tx, seen));
    for (const auto& column : columns) page.scorers.push_back(column.name);
    for (std::size_t i = 0; i < seen.rubric->criteria.size(); ++i)
        page.rows.push_back(row_of(seen, i, columns));
    page.total = total_of(seen, columns);
    page.bars = bars_of(seen, request.language);
    add_outcome(page, seen);
    TRY(add_discussion(page, tx, seen));
    TRY(add_texts(page, tx, seen, columns));
    return page;
}

http::Response drawn(const Services& services, const http::Request& request, const SummaryPage& page,
                     int status) {
    return view::draw(request, services.site, views::summary_page, page, status);
}

}  // namespace

Result<http::Response> show_summary(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    auto page = TRY(
        services.database.read([&](db::Transaction& tx) { return page_of(tx, asked.person(), request); }));
    page.saved = request.query.get("vua") == "trao-doi";
    return drawn(services, request, page, 200);
}

Result<http::Response> do_discuss(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    const auto code = request.captures.get("code");
    const auto done = services.database.write(
        [&](db::Transaction& tx) { return discuss(tx, person, code, request.form.get("discussion")); });
    if (done) return http::Response::redirect(life::cycle_href(code) + "/cham-diem/tong-hop?vua=trao-doi");
    if (done.error().kind != ErrorKind::invalid) return std::unexpected(done.error());
    auto page =
        TRY(services.database.read([&](db::Transaction& tx) { return page_of(tx, person, request); }));
    page.error = done.error();
    page.typed = request.form.get("discussion");
    return drawn(services, request, page, 422);
}

}  // namespace kheo::registry::scoring
