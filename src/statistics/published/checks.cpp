// SPDX-License-Identifier: Apache-2.0
#include "statistics/published/checks.hpp"

#include <algorithm>
#include <cstdlib>
#include <regex>

#include "base/number.hpp"
#include "base/text.hpp"
#include "statistics/published/messages.gen.hpp"
#include "statistics/published/notation.hpp"

namespace kheo::statistics::published {

namespace {

std::string shown(std::int64_t thousandths) {
    return format_amount(thousandths);
}

Check found(bool holds, const Message& when_so, const Message& when_not,
            std::vector<Sentence::Argument> arguments) {
    return {holds ? Outcome::holds : Outcome::contradicts,
            Sentence(holds ? when_so : when_not, std::move(arguments))};
}

/// The value as a number, or the part of "22/56".
std::optional<std::int64_t> value_of(const PublishedFigure& figure) {
    if (figure.value) return figure.value;
    const auto share = read_share(figure.written);
    return share ? std::optional(share->part * 1000) : std::nullopt;
}

void check_notation(std::vector<Check>& out, const PublishedFigure& figure) {
    const auto read = read_amount(figure.written);
    if (read && figure.value && *read != *figure.value)
        out.push_back(
            {Outcome::contradicts,
             Sentence(msg::written_differs, {{"written", figure.written}, {"value", shown(*figure.value)}})});
    const auto share = read_share(figure.written);
    if (share && share->part > share->whole)
        out.push_back({Outcome::contradicts, Sentence(msg::part_above_whole, {{"written", figure.written}})});
}

/// "33 đột xuất + 5 xác minh = 38"
void check_sum(std::vector<Check>& out, const PublishedFigure& figure) {
    static const std::regex kSum(R"(([^;()=]*\+[^;()=]*)=\s*([\d.,]*\d))");
    std::smatch match;
    if (!std::regex_search(figure.check_note, match, kSum)) return;
    std::int64_t sum = 0;
    std::string parts;
    const auto left = match[1].str();
    for (std::size_t from = 0; from <= left.size();) {
        const auto plus = std::min(left.find('+', from), left.size());
        const auto part = first_amount(left.substr(from, plus - from));
        if (!part) return;
        sum += *part;
        parts += (parts.empty() ? "" : " + ") + shown(*part);
        from = plus + 1;
    }
    const auto stated = read_amount(match[2].str()), value = value_of(figure);
    if (!stated || !value) return;
    out.push_back(found(sum == *stated && sum == *value, msg::sum_holds, msg::sum_fails,
                        {{"parts", parts}, {"sum", shown(sum)}, {"value", shown(*value)}}));
}

/// "nguồn ghi 7,34% (201/2782 = 7,2%)": the stated share against the division, at the precision of the
/// stated.
void check_share(std::vector<Check>& out, const PublishedFigure& figure) {
    static const std::regex kDivision(R"(\(?(\d{1,9})/(\d{1,9})\s*=[^)]*\)?)"),
        kPercent(R"((\d+(?:,(\d+))?)\s*%)");
    std::smatch division, percent;
    const auto& note = figure.check_note;
    if (!std::regex_search(note, division, kDivision)) return;
    const auto rest = division.prefix().str() + division.suffix().str();
    if (!std::regex_search(rest, percent, kPercent) || percent[2].length() > 2) return;
    const auto part = parse_number<std::int64_t>(division[1].str()).value_or(0),
               whole = parse_number<std::int64_t>(division[2].str()).value_or(0),
               stated = read_amount(percent[1].str()).value_or(0);
    if (whole == 0) return;
    const std::int64_t unit = percent[2].length() == 2 ? 10 : percent[2].length() == 1 ? 100 : 1000;
    const auto share = (part * 100'000 * 2 / unit + whole) / (2 * whole) * unit;  // rounded to that precision
    out.push_back(found(share == stated, msg::share_holds, msg::share_fails,
                        {{"part", format_count(part)},
                         {"whole", format_count(whole)},
                         {"share", shown(share)},
                         {"stated", shown(stated)}}));
}

/// The same indicator of the same place in another period.
const PublishedFigure* beside(const PublishedFigure& figure, std::span<const PublishedFigure> all,
                              const Period& period) {
    const auto it = std::ranges::find_if(all, [&](const PublishedFigure& one) {
        return one.reference != figure.reference && one.indicator == figure.indicator &&
               one.area == figure.area && one.value && read_period(one.period) == period;
    });
    return it == all.end() ? nullptr : &*it;
}

struct Stated {
    bool up = false, roughly = false, percent = false;
    std::int64_t amount = 0;   // thousandths; of a percent when percent
    std::int64_t step = 1000;  // of one last digit
    std::optional<std::int64_t> base;
};

/// "giảm 5,7% so với cùng kỳ", "tăng 276 … so với năm 2020", "giảm 146 lượt so với cùng kỳ (1.012)"
std::optional<Stated> read_change(std::string_view text) {
    static const std::regex kChange(R"((tang|giam) (gan |hon |tren |khoang )?([\d.,]*\d)(\s*%)?)"),
        kBase(R"(\(([\d.]*\d)\))");
    const auto folded = fold(text);
    std::smatch match, base;
    if (!std::regex_search(folded, match, kChange)) return std::nullopt;
    const auto amount = read_amount(match[3].str());
    if (!amount) return std::nullopt;
    Stated out{match[1].str() == "tang", match[2].matched, match[4].matched, *amount, 1000, {}};
    const auto comma = match[3].str().find(',');
    for (auto i = comma; i != std::string::npos && i + 1 < match[3].str().size(); ++i) out.step /= 10;
    if (std::regex_search(folded, base, kBase)) out.base = read_amount(base[1].str());
    return out;
}

std::optional<Period> compared_period(const PublishedFigure& figure) {
    static const std::regex kYear(R"(nam (\d{4}))");
    const auto folded = fold(figure.comparison);
    const auto period = read_period(figure.period);
    std::smatch year;
    if (period && folded.find("cung ky") != std::string::npos) return period->same_last_year();
    if (std::regex_search(folded, year, kYear)) return Period::parse(year[1].str());
    return period ? std::optional(period->same_last_year()) : std::nullopt;
}

/// Bases from which a change by that percentage, as rounded, leads to the value: first and last whole number.
std::pair<std::int64_t, std::int64_t> bases_of(const Stated& stated, std::int64_t value) {
    const std::int64_t sign = stated.up ? 1 : -1, half = stated.step / 2;
    const auto base = [&](std::int64_t amount) {
        return 100'000.0 * static_cast<double>(value) /
               (1000.0 * static_cast<double>(100'000 + sign * amount));
    };
    const auto one = base(stated.amount - half), other = base(stated.amount + half);
    return {static_cast<std::int64_t>(std::min(one, other)) + 1,
            static_cast<std::int64_t>(std::max(one, other))};
}

Check without_base(const Stated& stated, std::int64_t value) {
    if (!stated.percent)
        return {Outcome::open,
                Sentence(msg::base_must_be,
                         {{"base", shown(stated.up ? value - stated.amount : value + stated.amount)}})};
    const auto [least, most] = bases_of(stated, value);
    return {Outcome::open,
            Sentence(msg::base_between, {{"least", format_count(least)}, {"most", format_count(most)}})};
}

void check_change(std::vector<Check>& out, const PublishedFigure& figure,
                  std::span<const PublishedFigure> all) {
    const auto stated = read_change(figure.comparison);
    if (!stated || !figure.value) return;
    if (stated->roughly) return out.push_back({Outcome::open, Sentence(msg::change_rough)});
    auto base = stated->base;
    const auto period = compared_period(figure);
    const auto* other = period ? beside(figure, all, *period) : nullptr;
    if (!base && other) base = other->value;
    if (!base) return out.push_back(without_base(*stated, *figure.value));
    bool holds = *figure.value - *base == (stated->up ? stated->amount : -stated->amount);
    if (stated->percent) {
        const auto [least, most] = bases_of(*stated, *figure.value);
        holds = *base >= least * 1000 && *base <= most * 1000;
    }
    out.push_back(
        found(holds, msg::change_holds, msg::change_fails,
              {{"base", shown(*base)}, {"value", shown(*figure.value)}, {"stated", figure.comparison}}));
}

/// The same thing twice with different numbers; part of a year above a whole year beside it.
void check_neighbours(std::vector<Check>& out, const PublishedFigure& figure,
                      std::span<const PublishedFigure> all) {
    const auto period = read_period(figure.period);
    if (!period || !figure.value) return;
    const auto* same = beside(figure, all, *period);
    if (same && *same->value != *figure.value)
        out.push_back({Outcome::contradicts,
                       Sentence(msg::twice, {{"other", same->written}, {"source", same->source}})});
    if (period->shape == Period::Shape::year || period->first.year() != period->last.year()) return;
    for (const int year : {period->first.year() - 1, period->first.year(), period->first.year() + 1}) {
        const auto* whole = beside(figure, all, *Period::parse(std::to_string(year)));
        if (whole && *whole->value < *figure.value)
            out.push_back(
                {Outcome::contradicts, Sentence(msg::part_of_year_above, {{"value", figure.written},
                                                                          {"period", figure.period},
                                                                          {"whole", whole->written},
                                                                          {"year", whole->period}})});
    }
}

}  // namespace

std::vector<Check> check(const PublishedFigure& figure, std::span<const PublishedFigure> all) {
    std::vector<Check> out;
    check_notation(out, figure);
    check_sum(out, figure);
    check_share(out, figure);
    check_change(out, figure, all);
    check_neighbours(out, figure, all);
    std::ranges::stable_sort(out, {}, [](const Check& one) { return one.outcome != Outcome::contradicts; });
    return out;
}

}  // namespace kheo::statistics::published
