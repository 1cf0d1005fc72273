// SPDX-License-Identifier: Apache-2.0
#include "reports/wording.hpp"

#include <cstdlib>

#include "base/text.hpp"
#include "reports/messages.gen.hpp"

namespace kheo::reports {

namespace {

std::string say(const Sentence& sentence) {
    return sentence.in(Language::vi);
}

/// What is counted: practices, exemplars, or both.
std::string noun(const Count& count) {
    const bool practices = count.practices.now + count.practices.base > 0;
    const bool exemplars = count.exemplars.now + count.exemplars.base > 0;
    return say(practices && exemplars ? msg::noun_both : exemplars ? msg::noun_exemplar : msg::noun_practice);
}

std::string positive(std::int64_t tenths) {
    return format_decimal(std::abs(tenths), 1);
}

}  // namespace

std::string period_words(const Period& period) {
    return say(period_name(period));
}

Period next_period(const Period& period) {
    const auto year = period.first.year();
    if (period.shape == Period::Shape::year) return *Period::parse(std::to_string(year + 1));
    if (period.first.month() == 1) return *Period::parse(std::to_string(year) + "-H2");
    return *Period::parse(std::to_string(year + 1) + "-H1");
}

std::string base_words(const Period& base) {
    if (base.shape == Period::Shape::year) return period_words(base);
    return say({msg::same_period, {{"year", std::to_string(base.first.year())}}});
}

std::string registered_words(const Count& count) {
    const auto practices = say({msg::count_practices, {{"count", format_count(count.practices.now)}}});
    const auto exemplars = say({msg::count_exemplars, {{"count", format_count(count.exemplars.now)}}});
    if (count.practices.now > 0 && count.exemplars.now > 0)
        return say({msg::count_both, {{"practices", practices}, {"exemplars", exemplars}}});
    if (count.practices.now > 0) return practices;
    return count.exemplars.now > 0 ? exemplars : "";
}

std::string comparison_words(const Count& count, const Period& base) {
    const auto& pair = count.all;
    const auto base_name = base_words(base);
    const auto tenths = statistics::change_in_tenths(pair.now, pair.base);
    if (!tenths) return say({msg::change_undefined, {{"base", base_name}}});
    if (pair.now == pair.base) return say({msg::change_none, {{"base", base_name}}});
    const auto& message = pair.now > pair.base ? msg::change_up : msg::change_down;
    return say({message,
                {{"count", format_count(std::abs(pair.now - pair.base))},
                 {"noun", noun(count)},
                 {"percent", positive(*tenths)},
                 {"base", base_name}}});
}

std::string difference_cell(const Pair& pair) {
    const auto difference = pair.now - pair.base;
    return (difference > 0 ? "+" : "") + format_count(difference);
}

std::string ratio_cell(const Pair& pair) {
    const auto tenths = statistics::change_in_tenths(pair.now, pair.base);
    if (!tenths) return say(msg::undefined);
    if (*tenths == 0) return "0";
    return (*tenths > 0 ? "+" : "") + format_decimal(*tenths, 1);
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string out;
    for (const auto& word : words) out.append(out.empty() ? "" : separator).append(word);
    return out;
}

}  // namespace kheo::reports
