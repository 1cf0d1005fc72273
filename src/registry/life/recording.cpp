// SPDX-License-Identifier: Apache-2.0
#include "registry/life/recording.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/perform.hpp"
#include "registry/life/service.hpp"
#include "registry/life/store.hpp"
#include "registry/store.hpp"

namespace kheo::registry::life {

namespace {

constexpr const char* kField = "lines";

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> out;
    for (const auto cell : split(line, line.contains('\t') ? '\t' : ';')) out.emplace_back(tidy(cell));
    return out;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

FieldError wrong_line(int line, const Message& why) {
    return {kField, Sentence(why, {{"line", std::to_string(line)}})};
}

/// The sentence that a person reads, of whatever was refused.
std::string why_of(const Error& error) {
    if (!error.message.empty()) return error.message.in(Language::vi);
    return error.fields.empty() ? std::string() : error.fields.front().message.in(Language::vi);
}

const Registration* registration_of(const Initiative& initiative, int year, Date decided) {
    const Registration* best = nullptr;
    for (const auto& one : initiative.registrations) {
        if (year != 0 ? one.campaign_year != year : one.campaign_year > decided.year()) continue;
        if (!best || best->campaign_year < one.campaign_year) best = &one;
    }
    return best;
}

Result<Cycle> cycle_to_record(db::Transaction& tx, const RecordedLine& line, const Acting& acting) {
    const auto initiative = TRY(registry::store::find(tx, line.number));
    if (!initiative || !may_in(acting.atlas, acting.who, auth::Permission::recognise,
                               initiative->statement.unit, acting.today))
        return fail(ErrorKind::not_found, msg::number_unknown, {{"number", line.number}});
    const auto decided = day_typed(line.given.decided_on);
    if (!decided) return fail(ErrorKind::invalid, msg::day_unreadable);
    const auto* registration = registration_of(*initiative, line.year, *decided);
    if (!registration) return fail(ErrorKind::invalid, msg::not_registered_then);
    auto known = TRY(store::of_year(tx, initiative->id, registration->campaign_year));
    if (known) return *std::move(known);
    const auto code = TRY(follow_registration(tx, *initiative, *registration, acting));
    return TRY(find(tx, code)).value_or(Cycle{});
}

/// A key of its own per number, year, level and decision: who goes back and pastes other lines is heard.
std::string key_of(std::string_view request_key, const Cycle& cycle, const RecordedLine& line) {
    return request_key.empty() ? std::string()
                               : fmt::format("{}-{}-{}-{}-{}", request_key, cycle.id.value, line.given.level,
                                             line.given.decision_number, line.given.decided_on);
}

Result<Recorded> record_one(db::Transaction& tx, const RecordedLine& line, std::string_view request_key,
                            const Acting& acting) {
    const auto cycle = TRY(cycle_to_record(tx, line, acting));
    const auto* act = cycle.state == "carried_over" ? "record_carried" : "record_recognition";
    TRY(perform(tx, cycle.code, cycle.row_version, act, line.given, key_of(request_key, cycle, line),
                acting));
    return Recorded{line.line, line.number, cycle.code, cycle.title,
                    parse_code<RecognitionLevel>(line.given.level).value_or(RecognitionLevel::commune)};
}

}  // namespace

std::optional<RecognitionLevel> level_named(std::string_view text) {
    if (const auto coded = parse_code<RecognitionLevel>(text)) return coded;
    const auto words = " " + fold_words(text) + " ";
    const auto says = [&](std::string_view word) { return words.contains(word); };
    if (says(" thi xa ") || says(" huyen ") || says(" quan ")) return RecognitionLevel::district;
    if (says(" tinh ") || says(" thanh pho ") || says(" tp ")) return RecognitionLevel::province;
    if (says(" xa ") || says(" phuong ") || says(" dac khu ") || says(" thi tran "))
        return RecognitionLevel::commune;
    return std::nullopt;
}

Pasted read_pasted(std::string_view text, const Given& common) {
    Pasted out;
    int number = 0;
    for (const auto raw : split(text, '\n')) {
        ++number;
        auto cells = cells_of(raw);
        if (std::ranges::all_of(cells, [](const auto& cell) { return cell.empty(); })) continue;
        const bool heading = out.lines.empty() && out.wrong.empty() && !has_digit(cells.front());
        if (heading) continue;
        cells.resize(std::max<std::size_t>(cells.size(), 5));
        const auto level = cells[3].empty() ? RecognitionLevel::commune : level_named(cells[3]);
        const auto year = cells[4].empty() ? 0 : parse_number<int>(cells[4]);
        if (cells[0].empty() || cells[1].empty() || cells[2].empty())
            out.wrong.push_back(wrong_line(number, msg::line_incomplete));
        else if (!level)
            out.wrong.push_back(wrong_line(number, msg::line_level_unknown));
        else if (!year)
            out.wrong.push_back(wrong_line(number, msg::line_year_unknown));
        if (!level || !year) continue;
        auto given = common;
        given.decision_number = cells[1];
        given.decided_on = cells[2];
        given.level = code(*level);
        out.lines.push_back({number, cells[0], *year, std::move(given)});
    }
    if (out.lines.empty() && out.wrong.empty()) out.wrong.push_back({kField, msg::lines_missing});
    if (out.lines.size() > kMostPasted)
        out.wrong.push_back(
            {kField, Sentence(msg::too_many_lines, {{"limit", std::to_string(kMostPasted)}})});
    return out;
}

bool Pasted::one_decision() const {
    return std::ranges::all_of(lines, [&](const RecordedLine& line) {
        return line.given.decision_number == lines.front().given.decision_number;
    });
}

Result<std::vector<Recorded>> record_all(db::Transaction& tx, const std::vector<RecordedLine>& lines,
                                         std::string_view request_key, const Acting& acting) {
    std::vector<Recorded> out;
    std::vector<FieldError> wrong;
    for (const auto& line : lines) {
        auto done = record_one(tx, line, request_key, acting);
        if (done) {
            out.push_back(*std::move(done));
            continue;
        }
        const auto kind = done.error().kind;
        if (kind == ErrorKind::internal || kind == ErrorKind::environment)
            return std::unexpected(done.error());
        wrong.push_back({kField, Sentence(msg::line_refused, {{"line", std::to_string(line.line)},
                                                              {"number", line.number},
                                                              {"why", why_of(done.error())}})});
    }
    if (!wrong.empty()) return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
    return out;
}

}  // namespace kheo::registry::life
