// SPDX-License-Identifier: Apache-2.0
// From what was typed to a row (initiative_form.hpp, read_row).
#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "registry/initiative_form.hpp"
#include "registry/messages.gen.hpp"
#include "registry/places.hpp"
#include "registry/rules.hpp"

namespace kheo::registry {

namespace {

class Reader {
  public:
    Reader(const form::Values& values, const Reading& reading, std::vector<FieldError>& errors)
        : values_(values), reading_(reading), errors_(errors) {}

    std::string text(std::string_view key) const { return std::string(values_.get(key)); }

    std::string partial(std::string_view key) {
        const auto typed = text(key);
        const auto stored = parse_partial(typed);
        if (!stored) wrong(key, Sentence(msg::date_unreadable, {{"text", typed}}));
        return stored.value_or("");
    }

    territory::UnitId unit() {
        const auto typed = tidy(values_.get("unit"));
        const auto within =
            reading_.visible.roots.empty() ? territory::UnitId{} : reading_.visible.roots.front();
        const auto meant = territory::typed_unit(reading_.atlas, typed, reading_.today, within);
        if (meant.unit) return meant.unit->id;
        if (typed.empty()) return {};
        wrong("unit",
              meant.candidates.empty()
                  ? Sentence(msg::unit_unknown, {{"text", typed}})
                  : Sentence(msg::unit_ambiguous, {{"candidates", territory::listed(meant.candidates)}}));
        return {};
    }

    void registration(NewRow& row) {
        const auto year = parse_number<std::int64_t>(tidy(values_.get("campaign_year")));
        if (!year || *year < 1990 || *year > reading_.today.year() + 1)
            wrong("campaign_year", msg::year_unreadable);
        row.campaign_year = static_cast<int>(year.value_or(0));
        row.basis = parse_code<Basis>(values_.get("basis"));
        const auto stored = partial("date");
        const auto days = days_of(stored);
        if (!days) return;
        row.date = days->first;
        row.precision = stored.size() == 10  ? Precision::day
                        : stored.size() == 4 ? Precision::year
                        : stored[5] == 'Q'   ? Precision::quarter
                                             : Precision::month;
        if (reading_.today < row.date) wrong("date", msg::date_in_future);
    }

  private:
    void wrong(std::string_view key, Sentence message) {
        const bool known = std::ranges::any_of(errors_, [&](const FieldError& e) { return e.field == key; });
        if (!known) errors_.push_back({std::string(key), std::move(message)});
    }

    const form::Values& values_;
    const Reading& reading_;
    std::vector<FieldError>& errors_;
};

Headings read_headings(const Reader& reader) {
    return {reader.text("problem"),  reader.text("goals"),   reader.text("method"),
            reader.text("area"),     reader.text("forces"),  reader.text("resources"),
            reader.text("schedule"), reader.text("outputs"), reader.text("sustainability"),
            reader.text("note")};
}

}  // namespace

NewRow read_row(const form::Values& values, const FormSetting& setting, const Reading& reading,
                std::vector<FieldError>& errors) {
    errors = form::check(initiative_form(setting), values);
    Reader reader(values, reading, errors);
    NewRow row;
    auto& s = row.statement;
    s.title = reader.text("title");
    s.kind = parse_code<Kind>(values.get("kind")).value_or(Kind::practice);
    s.owner_text = reader.text("owner_text");
    s.owner_type = parse_code<OwnerType>(values.get("owner_type"));
    s.sector = parse_code<Sector>(values.get("sector"));
    s.field = reader.text("field");
    s.unit = reader.unit();
    const auto themes = reader.text("themes");
    for (const auto theme : split(themes, ';')) s.themes.emplace_back(theme);
    s.starts = reader.partial("starts");
    s.ends = reader.partial("ends");
    s.headings = read_headings(reader);
    if (setting.with_registration) reader.registration(row);
    return row;
}

}  // namespace kheo::registry
