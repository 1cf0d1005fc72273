// SPDX-License-Identifier: Apache-2.0
#include "registry/evidence/forms.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/household.hpp"
#include "base/lines.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "platform/view/errors.hpp"
#include "registry/evidence/messages.gen.hpp"

namespace kheo::registry::evidence {

namespace {

using view::InputKind;

constexpr int kFollowUps = 3;  // boxes of the form; more in another visit

std::string text_of(const http::Fields& form, std::string_view name) {
    return tidy(form.get(name));
}

/// Of several lines.
std::string block_of(const http::Fields& form, std::string_view name) {
    return tidy_lines(form.get(name));
}

std::vector<std::string> texts(const std::vector<std::string_view>& views) {
    return {views.begin(), views.end()};
}

/// An input with what was typed and what is wrong with it.
struct Inputs {
    const http::Fields& typed;
    const Errors& wrong;
    std::vector<view::Input> all{};

    view::Input& add(std::string name, const Message& label, InputKind kind, const Message* hint = nullptr) {
        view::Input input;
        input.label = label;
        input.kind = kind;
        input.value = std::string(typed.get(name));
        input.values = texts(typed.all(name));
        if (hint) input.hint = *hint;
        input.error = view::error_of(wrong, name);
        input.name = std::move(name);
        all.push_back(std::move(input));
        return all.back();
    }
};

bool ticked(const http::Fields& form, std::string_view value) {
    const auto all = form.all("consent");
    return std::ranges::find(all, value) != all.end();
}

/// Nothing is ticked beforehand; who ticks less has said less.
void read_consent(const http::Fields& form, file::Description& said, Errors& wrong) {
    const bool nobody = ticked(form, "nobody"), people = ticked(form, "people"),
               guardian = ticked(form, "guardian");
    said.children = guardian || ticked(form, "children");
    if (nobody && (people || said.children)) {
        wrong.push_back({"consent", msg::consent_contradicts});
        return;
    }
    said.consent = nobody               ? file::Consent::nobody
                   : people && guardian ? file::Consent::guardian
                   : people             ? file::Consent::people
                                        : file::Consent::none;
}

std::optional<int> thousandths(std::string_view text, int least, int most) {
    auto plain = std::string(trim(text));
    std::ranges::replace(plain, ',', '.');
    double value = 0;
    const auto [stop, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc{} || stop != plain.data() + plain.size() || !(value >= least && value <= most))
        return std::nullopt;
    return static_cast<int>(std::lround(value * 1000));
}

/// Kept only where the person says so.
std::optional<Point> read_point(const http::Fields& form, Errors& wrong) {
    if (form.get("keep_point").empty()) return std::nullopt;
    const auto latitude = thousandths(form.get("latitude"), 6, 24);
    const auto longitude = thousandths(form.get("longitude"), 102, 118);
    if (!latitude) wrong.push_back({"latitude", msg::latitude_wrong});
    if (!longitude) wrong.push_back({"longitude", msg::longitude_wrong});
    if (!latitude || !longitude) return std::nullopt;
    return Point{*latitude, *longitude};
}

std::vector<FollowUp> read_follow_ups(const http::Fields& form, Errors& wrong) {
    std::vector<FollowUp> out;
    for (int i = 1; i <= kFollowUps; ++i) {
        const auto number = std::to_string(i);
        const auto text = text_of(form, "follow_up_" + number);
        const auto typed = trim(form.get("due_" + number));
        const auto due = typed_day(typed);
        if (text.empty() && typed.empty()) continue;
        if (text.empty()) wrong.push_back({"follow_up_" + number, msg::follow_up_text_missing});
        if (!due) wrong.push_back({"due_" + number, typed.empty() ? msg::due_missing : msg::day_wrong});
        if (!text.empty() && due) out.push_back({{}, text, *due, {}});
    }
    return out;
}

std::vector<view::Option> options_of_sources() {
    std::vector<view::Option> out{{"", msg::choose}};
    for (const auto& source : sources()) out.push_back({std::string(source.code), *source.label});
    return out;
}

std::vector<view::Option> options_of_kinds() {
    std::vector<view::Option> out{{"", msg::choose}};
    for (const auto& kind : quantity_kinds())
        out.push_back({std::string(kind.code), std::string(kind.label->in(Language::vi)) + " (" +
                                                   std::string(kind.unit->in(Language::vi)) + ")"});
    return out;
}

}  // namespace

std::optional<std::int64_t> parse_amount(std::string_view text) {
    std::string digits;
    for (const char c : trim(text))
        if (c != '.' && c != ' ') digits += c;
    const auto number = parse_number<std::int64_t>(digits);
    return number && digits.front() != '-' ? number : std::nullopt;
}

file::Description read_description(const http::Fields& form, Errors& wrong) {
    file::Description said;
    said.caption = text_of(form, "caption");
    said.consent_note = text_of(form, "consent_note");
    said.phase = file::phase_of(form.get("phase")).value_or(file::Phase::other);
    const auto day = trim(form.get("taken_on"));
    said.taken_on = typed_day(day);
    if (!day.empty() && !said.taken_on) wrong.push_back({"taken_on", msg::day_wrong});
    constexpr std::size_t kCaption = 200, kNote = 300;
    const auto keep_unnamed = [&](std::string& text, const char* field) {
        const auto before = wrong.size();
        refuse_household(text, field, wrong);
        if (wrong.size() > before) text.clear();  // the photo is kept, the name is not
    };
    const auto shorten = [&](std::string& text, const char* field, std::size_t most) {
        if (length(text) <= most) return;
        wrong.push_back({field, Sentence(msg::too_long, {{"limit", std::to_string(most)}})});
        text.clear();
    };
    shorten(said.caption, "caption", kCaption);
    shorten(said.consent_note, "consent_note", kNote);
    keep_unnamed(said.caption, "caption");
    keep_unnamed(said.consent_note, "consent_note");
    read_consent(form, said, wrong);
    return said;
}

std::vector<view::Input> description_inputs(const http::Fields& typed, const Errors& wrong, bool photo) {
    Inputs inputs{typed, wrong};
    inputs
        .add("caption", photo ? msg::label_caption : msg::label_paper_caption, InputKind::text,
             photo ? &msg::hint_caption : nullptr)
        .required = false;
    if (!photo) return std::move(inputs.all);
    auto& phase = inputs.add("phase", msg::label_phase, InputKind::select);
    phase.options = {{"other", msg::phase_other}, {"before", msg::phase_before}, {"after", msg::phase_after}};
    inputs.add("taken_on", msg::label_taken_on, InputKind::text, &msg::hint_day).required = false;
    auto& consent = inputs.add("consent", msg::label_consent, InputKind::checkboxes, &msg::hint_consent);
    consent.required = false;
    consent.plain = true;
    consent.options = {{"people", msg::consent_people},
                       {"children", msg::consent_children},
                       {"guardian", msg::consent_guardian},
                       {"nobody", msg::consent_nobody}};
    inputs.add("consent_note", msg::label_consent_note, InputKind::text, &msg::hint_consent_note).required =
        false;
    return std::move(inputs.all);
}

http::Fields fields_of(const file::Description& said) {
    http::Fields out;
    out.add("caption", said.caption);
    out.add("phase", std::string(file::code(said.phase)));
    out.add("taken_on", said.taken_on ? said.taken_on->vietnamese() : "");
    out.add("consent_note", said.consent_note);
    using enum file::Consent;
    if (said.consent == people || said.consent == guardian) out.add("consent", "people");
    if (said.children) out.add("consent", "children");
    if (said.consent == guardian) out.add("consent", "guardian");
    if (said.consent == nobody) out.add("consent", "nobody");
    return out;
}

Visit read_visit(const http::Fields& form, const std::vector<Colleague>& colleagues, Errors& wrong) {
    Visit v;
    v.kind = visit_kind(form.get("kind")).value_or(VisitKind::check);
    const auto on = trim(form.get("visited_on"));
    const auto day = typed_day(on);
    if (!day) wrong.push_back({"visited_on", on.empty() ? msg::visit_day_missing : msg::day_wrong});
    v.on = day.value_or(Date{});
    v.place = text_of(form, "place");
    v.bodies = text_of(form, "bodies");
    v.findings = block_of(form, "findings");
    const auto concluded = conclusion(form.get("conclusion"));
    if (!concluded) wrong.push_back({"conclusion", msg::conclusion_missing});
    v.concluded = concluded.value_or(Conclusion::passed);
    for (const auto value : form.all("people"))
        for (const auto& colleague : colleagues)
            if (value == std::to_string(colleague.id.value)) v.people.push_back(colleague.id);
    v.point = read_point(form, wrong);
    v.follow_ups = read_follow_ups(form, wrong);
    return v;
}

std::vector<view::Input> visit_inputs(const http::Fields& typed, const std::vector<Colleague>& colleagues,
                                      const Errors& wrong) {
    Inputs inputs{typed, wrong};
    auto& kind = inputs.add("kind", msg::label_visit_kind, InputKind::select);
    kind.options = {{"check", msg::visit_check}, {"survey", msg::visit_survey}};
    inputs.add("visited_on", msg::label_visited_on, InputKind::text, &msg::hint_day);
    auto& people = inputs.add("people", msg::label_people, InputKind::checkboxes);
    people.required = false;
    for (const auto& colleague : colleagues)
        people.options.push_back({std::to_string(colleague.id.value), colleague.name});
    inputs.add("bodies", msg::label_bodies, InputKind::text, &msg::hint_bodies).required = false;
    inputs.add("place", msg::label_place, InputKind::text, &msg::hint_place);
    inputs.add("findings", msg::label_findings, InputKind::textarea, &msg::hint_findings);
    auto& concluded = inputs.add("conclusion", msg::label_conclusion, InputKind::radio);
    for (const auto each : {Conclusion::passed, Conclusion::to_fix, Conclusion::failed})
        concluded.options.push_back({std::string(code(each)), label(each)});
    for (int i = 1; i <= kFollowUps; ++i) {
        const auto number = std::to_string(i);
        auto& text = inputs.add("follow_up_" + number, msg::label_follow_up, InputKind::text,
                                i == 1 ? &msg::hint_follow_up : nullptr);
        text.required = false;
        inputs.add("due_" + number, msg::label_due, InputKind::text).required = false;
    }
    inputs.add("latitude", msg::label_latitude, InputKind::text, &msg::hint_point).required = false;
    inputs.add("longitude", msg::label_longitude, InputKind::text).required = false;
    auto& keep = inputs.add("keep_point", msg::label_keep_point, InputKind::checkboxes);
    keep.required = false;
    keep.plain = true;
    keep.options = {{"1", msg::keep_point}};
    return std::move(inputs.all);
}

http::Fields fields_of(const Visit& v) {
    http::Fields out;
    out.add("kind", std::string(code(v.kind)));
    out.add("visited_on", v.on.vietnamese());
    for (const auto person : v.people) out.add("people", std::to_string(person.value));
    out.add("bodies", v.bodies);
    out.add("place", v.place);
    out.add("findings", v.findings);
    out.add("conclusion", std::string(code(v.concluded)));
    for (std::size_t i = 0; i < v.follow_ups.size(); ++i) {
        out.add("follow_up_" + std::to_string(i + 1), v.follow_ups[i].text);
        out.add("due_" + std::to_string(i + 1), v.follow_ups[i].due.vietnamese());
    }
    if (v.point) {
        out.add("latitude", format_decimal(v.point->latitude, 3));
        out.add("longitude", format_decimal(v.point->longitude, 3));
        out.add("keep_point", "1");
    }
    return out;
}

view::Input reason_input(const http::Fields& typed, const Errors& wrong) {
    Inputs inputs{typed, wrong};
    return inputs.add("reason", msg::label_change_reason, InputKind::textarea);
}

Quantity read_quantity(const http::Fields& form, Errors& wrong) {
    Quantity q;
    q.kind = find_kind(form.get("kind"));
    if (!q.kind) wrong.push_back({"kind", msg::kind_missing});
    const auto amount = parse_amount(form.get("amount"));
    if (!amount) wrong.push_back({"amount", msg::amount_wrong});
    q.amount = amount.value_or(0);
    q.planned = form.get("planned") == "1";
    q.source = form.get("source");
    q.note = text_of(form, "note");
    return q;
}

std::vector<view::Input> quantity_inputs(const http::Fields& typed, const Errors& wrong) {
    Inputs inputs{typed, wrong};
    inputs.add("kind", msg::label_kind, InputKind::select).options = options_of_kinds();
    inputs.add("amount", msg::label_amount, InputKind::text, &msg::hint_amount);
    auto& planned = inputs.add("planned", msg::label_planned, InputKind::radio);
    planned.options = {{"0", msg::actual}, {"1", msg::planned}};
    if (planned.value.empty()) planned.value = "0";
    auto& source = inputs.add("source", msg::label_source, InputKind::select, &msg::hint_source);
    source.options = options_of_sources();
    source.required = false;
    inputs.add("note", msg::label_note, InputKind::text, &msg::hint_note).required = false;
    return std::move(inputs.all);
}

}  // namespace kheo::registry::evidence
