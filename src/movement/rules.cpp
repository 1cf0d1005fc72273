// SPDX-License-Identifier: Apache-2.0
#include "movement/rules.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/number.hpp"
#include "base/text.hpp"
#include "movement/messages.gen.hpp"
#include "platform/workflow/term.hpp"

namespace kheo::movement {

namespace {

constexpr std::size_t kLongestTitle = 200, kLongestBasis = 300, kLongestReason = 300;  // code points
// 2009: when Ban Dân vận Trung ương launched the movement; a fact of the past, not a rule that changes.
constexpr int kFirstYear = 2009, kLastYear = 2100, kMostQuota = 1000, kFarthest = 30;
constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::size_t kCodeLength = 8;
constexpr std::array<const Message*, 7> kDayNames{&msg::day_1, &msg::day_2, &msg::day_3, &msg::day_4,
                                                  &msg::day_5, &msg::day_6, &msg::day_7};

struct Sector {
    std::string_view code;
    const Message* word;
};
constexpr std::array kSectors{Sector{"party", &msg::sector_party}, Sector{"state", &msg::sector_state},
                              Sector{"front_and_organisations", &msg::sector_front_and_organisations},
                              Sector{"armed_forces", &msg::sector_armed_forces}};

void check_title(std::vector<FieldError>& out, const std::string& title) {
    if (title.empty()) out.push_back({"title", msg::title_missing});
    if (length(title) > kLongestTitle) out.push_back({"title", msg::too_long});
}

void check_basis(std::vector<FieldError>& out, const std::string& basis) {
    if (basis.empty()) out.push_back({"basis", msg::basis_missing});
    if (length(basis) > kLongestBasis) out.push_back({"basis", msg::too_long});
}

void check_days(std::vector<FieldError>& out, Date from, Date until) {
    if (from == Date()) out.push_back({"from", msg::day_wrong});
    if (until == Date()) out.push_back({"until", msg::day_wrong});
    if (from != Date() && until != Date() && until < from) out.push_back({"until", msg::until_before_from});
}

}  // namespace

std::vector<FieldError> faults_of(const Drive& drive) {
    std::vector<FieldError> out;
    check_title(out, drive.title);
    check_days(out, drive.from, drive.until);
    check_basis(out, drive.basis);
    return out;
}

std::vector<FieldError> faults_of(const Drive& drive, const DriveEnd& end) {
    std::vector<FieldError> out;
    if (!end.withdrawn && (!end.last || *end.last < drive.from || *end.last >= drive.until))
        out.push_back({"last", Sentence(msg::drive_last_wrong, {{"from", drive.from.vietnamese()},
                                                                {"until", drive.until.vietnamese()}})});
    if (end.reason.empty()) out.push_back({"reason", msg::drive_reason_missing});
    if (length(end.reason) > kLongestReason) out.push_back({"reason", msg::drive_reason_long});
    return out;
}

std::vector<FieldError> faults_of(const Window& window) {
    std::vector<FieldError> out;
    check_title(out, window.title);
    if (window.campaign_year < kFirstYear || window.campaign_year > kLastYear)
        out.push_back({"year", msg::year_wrong});
    check_days(out, window.first, window.last);
    check_basis(out, window.basis);
    if (window.quota_each < 1 || window.quota_each > kMostQuota) out.push_back({"quota", msg::quota_wrong});
    return out;
}

Due due_after(int working_days, Date asked_on, const workflow::WorkingCalendar& calendar) {
    const workflow::Term term{"movement.call", working_days, true,
                              std::string(msg::due_basis.in(Language::vi)), true};
    const auto deadline = workflow::due(term, asked_on, calendar);
    return {deadline.due, deadline.explained(Language::vi)};
}

Due due_on(Date wished, const workflow::WorkingCalendar& calendar) {
    const auto day = calendar.worked_from(wished);
    if (day == wished) return {day, std::string(msg::due_chosen.in(Language::vi))};
    const auto& name = calendar.name_of(wished);
    const auto what =
        name.empty()
            ? std::string(kDayNames[static_cast<std::size_t>(wished.weekday() - 1)]->in(Language::vi))
            : name;
    return {day, Sentence(msg::due_moved,
                          {{"wished", wished.vietnamese()}, {"what", what}, {"day", day.vietnamese()}})
                     .in(Language::vi)};
}

Date working_days_before(Date due, int days, const workflow::WorkingCalendar& calendar) {
    auto day = due;
    while (days > 0) {
        day = day.plus_days(-1);
        if (calendar.is_working(day)) --days;
    }
    return day;
}

const Message* sector_word(std::string_view code) {
    const auto found = std::ranges::find(kSectors, code, &Sector::code);
    return found == kSectors.end() ? nullptr : found->word;
}

std::optional<std::string> read_sector(std::string_view typed) {
    if (typed.empty()) return std::string();
    const auto words = fold_words(typed);
    for (const auto& sector : kSectors)
        if (typed == sector.code || words == fold_words(sector.word->in(Language::vi)))
            return std::string(sector.code);
    return std::nullopt;
}

std::string new_code() {
    std::string out;
    while (out.size() < kCodeLength)
        out += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
    return out;
}

std::string read_code(std::string_view typed) {
    std::string out;
    for (char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (!kLetters.contains(c) || out.size() == kCodeLength) return {};
        out += c;
    }
    return out.size() == kCodeLength ? out : std::string();
}

std::vector<int> read_days(std::string_view text) {
    std::vector<int> out;
    for (const auto part : split(text, ',')) {
        const auto day = parse_number<int>(trim(part));
        if (day && *day >= 0 && *day <= kFarthest) out.push_back(*day);
    }
    std::ranges::sort(out, std::greater());
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

std::string write_days(const std::vector<int>& days) {
    std::string out;
    for (const int day : days) out += (out.empty() ? "" : ",") + std::to_string(day);
    return out;
}

}  // namespace kheo::movement
