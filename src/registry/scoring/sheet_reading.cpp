// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/sheet_reading.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/file/serve.hpp"
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

    std::vector<file::AttachmentId> attached(const std::string& field) {
        std::vector<file::AttachmentId> out;
        for (const auto& typed : sent_.all(field))
            if (const auto id = parse_number<std::int64_t>(typed)) out.emplace_back(*id);
        std::ranges::sort(out);
        out.erase(std::ranges::unique(out).begin(), out.end());
        return out;
    }

  private:
    const http::Fields& sent_;
    std::vector<FieldError>& errors_;
};

/// Those that still stand in the dossier; what was taken out is no longer shown.
std::vector<AttachedFile> shown_of(const std::vector<file::AttachmentId>& ids,
                                   const std::vector<file::Attachment>& files) {
    std::vector<AttachedFile> out;
    for (const auto& file : files)
        if (std::ranges::find(ids, file.id) != ids.end()) out.push_back(attached_file(file, true));
    return out;
}

}  // namespace

AttachedFile attached_file(const file::Attachment& file, bool ticked) {
    AttachedFile out;
    out.id = std::to_string(file.id.value);
    out.name = file.said.caption.empty() ? file.file_name : file.said.caption;
    out.href = file::address_of(file.id, file.photo() ? file::Size::large : file::Size::whole);
    if (file.photo()) out.picture = file::address_of(file.id, file::Size::small);
    out.ticked = ticked;
    return out;
}

TypedSheet read_sheet(const Rubric& rubric, const http::Fields& sent) {
    TypedSheet out;
    Reader reader(sent, out.errors);
    for (const auto& criterion : rubric.criteria) {
        const auto id = std::to_string(criterion.id.value);
        Score score{criterion.id, {}, {}, {}};
        score.points = reader.points("p-" + id);
        score.evidence = reader.text("e-" + id);
        score.note = reader.text("n-" + id);
        score.attached = reader.attached("f-" + id);
        out.sheet.scores.push_back(std::move(score));
    }
    out.sheet.remark = reader.text("remark");
    out.sheet.row_version = parse_number<std::int64_t>(sent.get("row_version")).value_or(0);
    return out;
}

SheetForm form_of(const Rubric& rubric, const Sheet* kept, const Sheet* self,
                  const std::vector<file::Attachment>& files) {
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
            box.attached = shown_of(kept->scores[i].attached, files);
        }
        if (self) {
            box.self_points = box_text(self->scores[i].points);
            box.self_evidence = self->scores[i].evidence;
            box.attached = shown_of(self->scores[i].attached, files);
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
        const auto ticked = sent.all("f-" + box.id);
        for (auto& file : box.to_attach)
            file.ticked = std::ranges::find(ticked, std::string_view(file.id)) != ticked.end();
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
