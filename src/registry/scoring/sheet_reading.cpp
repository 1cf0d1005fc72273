// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/sheet_reading.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "registry/scoring/messages.gen.hpp"

namespace kheo::registry::scoring {

namespace {

constexpr std::size_t kLongestText = 2000;

std::string box_text(const std::optional<Tenths>& points) {
    return points ? format_points(*points) : std::string();
}

class Reader {
  public:
    Reader(const http::Fields& sent, std::vector<FieldError>& errors) : sent_(sent), errors_(errors) {}

    std::optional<Tenths> points(const std::string& field) {
        const auto typed = trim(sent_.get(field));
        if (typed.empty()) return std::nullopt;
        const auto read = parse_points(typed);
        if (!read)
            errors_.push_back({field, Sentence(msg::points_unreadable, {{"text", std::string(typed)}})});
        return read;
    }
    std::string text(const std::string& field) {
        std::string typed(trim(sent_.get(field)));
        if (length(typed) > kLongestText)
            errors_.push_back({field, Sentence(msg::text_too_long, {{"most", format_count(kLongestText)}})});
        return typed;
    }

  private:
    const http::Fields& sent_;
    std::vector<FieldError>& errors_;
};

}  // namespace

TypedSheet read_sheet(const Rubric& rubric, const http::Fields& sent) {
    TypedSheet out;
    Reader reader(sent, out.errors);
    for (const auto& criterion : rubric.criteria) {
        const auto id = std::to_string(criterion.id.value);
        Score score{criterion.id, {}, {}, {}};
        score.points = reader.points("p-" + id);
        score.evidence = reader.text("e-" + id);
        score.note = reader.text("n-" + id);
        out.sheet.scores.push_back(std::move(score));
    }
    out.sheet.remark = reader.text("remark");
    out.sheet.row_version = parse_number<std::int64_t>(sent.get("row_version")).value_or(0);
    return out;
}

SheetForm form_of(const Rubric& rubric, const Sheet* kept, const Sheet* self) {
    SheetForm form;
    form.standards = rubric.manner == Manner::standards;
    for (std::size_t i = 0; i < rubric.criteria.size(); ++i) {
        const auto& criterion = rubric.criteria[i];
        CriterionBox box;
        box.id = std::to_string(criterion.id.value);
        box.number = std::to_string(i + 1);
        box.name = criterion.name;
        box.explanation = criterion.explanation;
        box.evidence_needed = criterion.evidence;
        box.most = format_points(criterion.most);
        box.hint = Sentence(msg::points_hint, {{"most", box.most}, {"step", format_points(rubric.step)}});
        if (kept) {
            box.points = box_text(kept->scores[i].points);
            box.evidence = kept->scores[i].evidence;
            box.note = kept->scores[i].note;
        }
        if (self) {
            box.self_points = box_text(self->scores[i].points);
            box.self_evidence = self->scores[i].evidence;
        }
        form.boxes.push_back(std::move(box));
    }
    form.scale = format_points(rubric.scale);
    form.total = kept ? format_points(total_of(*kept)) : "0";
    form.remark = kept ? kept->remark : std::string();
    form.row_version = kept ? kept->row_version : 1;
    form.locked = kept && kept->locked();
    return form;
}

void fill_typed(SheetForm& form, const http::Fields& sent, Error error) {
    const auto typed = [&](const std::string& name, std::string& box) {
        if (const auto found = sent.find(name)) box = *found;
    };
    Tenths total = 0;
    for (auto& box : form.boxes) {
        typed("p-" + box.id, box.points);
        typed("e-" + box.id, box.evidence);
        typed("n-" + box.id, box.note);
        box.error = error_of(error, "p-" + box.id);
        total += parse_points(box.points).value_or(0);
    }
    typed("remark", form.remark);
    typed("unlock", form.reason);
    typed("excuse", form.excuse);
    form.total = format_points(total);
    form.row_version = parse_number<std::int64_t>(sent.get("row_version")).value_or(form.row_version);
    form.error = std::move(error);
}

}  // namespace kheo::registry::scoring
