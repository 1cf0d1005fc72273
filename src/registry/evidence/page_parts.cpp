// SPDX-License-Identifier: Apache-2.0
#include "registry/evidence/page_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/auth/accounts.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/pages.hpp"

namespace kheo::registry::evidence {

namespace {

struct Done {
    std::string_view word;
    const Message* message;
};

const std::array kDone{Done{"anh", &msg::photo_added},
                       Done{"giay-to", &msg::paper_added},
                       Done{"luu", &msg::changed},
                       Done{"bo", &msg::taken_out},
                       Done{"xoa", &msg::erased},
                       Done{"kiem-tra", &msg::visit_added},
                       Done{"viec", &msg::follow_up_closed},
                       Done{"dinh-chinh", &msg::visit_corrected},
                       Done{"rut", &msg::visit_withdrawn},
                       Done{"nguon-luc", &msg::quantity_added},
                       Done{"gach", &msg::crossed_out}};

view::Label done_label(std::string_view word) {
    const auto* const found = std::ranges::find(kDone, word, &Done::word);
    return found == kDone.end() ? view::Label() : view::Label(*found->message);
}

const Message& consent_tag(const file::Description& said) {
    switch (said.consent) {
        case file::Consent::nobody:
            return msg::consent_nobody_tag;
        case file::Consent::guardian:
            return msg::consent_guardian_tag;
        case file::Consent::people:
            return said.children ? msg::consent_guardian_missing_tag : msg::consent_people_tag;
        case file::Consent::none:
            break;
    }
    return said.children ? msg::consent_guardian_missing_tag : msg::consent_none_tag;
}

const Message& phase_label(file::Phase phase) {
    return phase == file::Phase::before  ? msg::phase_before
           : phase == file::Phase::after ? msg::phase_after
                                         : msg::phase_other;
}

}  // namespace

std::string photos_href(std::string_view code) {
    return life::cycle_href(code) + "/minh-chung";
}

std::string visits_href(std::string_view code) {
    return life::cycle_href(code) + "/kiem-tra";
}

std::string quantities_href(std::string_view code) {
    return life::cycle_href(code) + "/nguon-luc";
}

std::string attachment_href(std::string_view code, file::AttachmentId id) {
    return photos_href(code) + "/" + std::to_string(id.value);
}

Asked::Asked(const Services& given, const http::Request& asked)
    : services(given),
      request(asked),
      atlas_(given.atlas()),
      today_(given.clock.today()),
      now_(given.clock.now()) {}

std::string Asked::request_key() const {
    return std::string(request.form.get("request_key"));
}

std::int64_t Asked::number(std::string_view capture) const {
    return parse_number<std::int64_t>(request.captures.get(capture)).value_or(0);
}

Result<life::Cycle> Asked::cycle(db::Transaction& tx) const {
    auto found = TRY(life::find(tx, code()));
    if (!found || !life::may_open(*atlas_, request.who, *found, today_))
        return fail(ErrorKind::not_found, msg::dossier_unknown);
    return *std::move(found);
}

Acting Asked::acting(db::Transaction& tx, const life::Cycle& cycle) const {
    return {{tx, cycle, request.who, *atlas_, today_}, now_, request_key()};
}

Result<Frame> frame_of(const Acting& acting, Tab tab, std::string_view done) {
    const auto& q = acting.question;
    Frame frame;
    frame.code = q.cycle.code;
    frame.title = q.cycle.title;
    frame.unit = unit_label(q.atlas, q.cycle.unit, q.today);
    if (const auto* state = life::process().state(q.cycle.state)) frame.state = *state->label;
    frame.done = done_label(done);
    frame.tabs.push_back({msg::part_dossier, life::cycle_href(q.cycle.code), false, {}});
    std::size_t at = 0;
    for (const auto& part : parts()) {
        const bool current = at++ == static_cast<std::size_t>(tab);
        if (const auto view = TRY(part(q)))
            frame.tabs.push_back(
                {*view->label, view->href, current, view->count ? format_count(*view->count) : ""});
    }
    const std::array labels{&msg::part_photos, &msg::part_visits, &msg::part_quantities};
    frame.path = {{q.cycle.title, life::cycle_href(q.cycle.code)},
                  {*labels[static_cast<std::size_t>(tab)], ""}};
    return frame;
}

Shot shot_of(const file::Attachment& a, const life::Cycle& cycle) {
    Shot shot;
    shot.id = std::to_string(a.id.value);
    shot.small = file::address_of(a.id, file::Size::small);
    shot.medium = file::address_of(a.id, file::Size::medium);
    shot.large = file::address_of(a.id, file::Size::large);
    shot.caption = a.said.caption;
    shot.alt = a.said.caption.empty() ? Sentence(msg::photo_of, {{"title", cycle.title}}).in(Language::vi)
                                      : a.said.caption;
    if (a.said.taken_on) shot.day = a.said.taken_on->vietnamese();
    shot.width = std::to_string(a.width);
    shot.height = std::to_string(a.height);
    shot.phase = phase_label(a.said.phase);
    shot.consent = consent_tag(a.said);
    shot.consent_tone = file::may_be_published(a) ? view::Tone::ok : view::Tone::warn;
    shot.published = a.published_at != 0;
    shot.href = attachment_href(cycle.code, a.id);
    return shot;
}

std::string size_text(std::int64_t bytes) {
    constexpr std::int64_t kKilo = 1024, kMega = kKilo * kKilo;
    if (bytes >= kMega) return format_decimal(bytes * 10 / kMega, 1) + " MB";
    return format_count(std::max<std::int64_t>(1, bytes / kKilo)) + " KB";
}

Result<PaperRow> paper_row(const Acting& acting, const file::Attachment& a) {
    PaperRow row;
    row.name = a.file_name;
    row.caption = a.said.caption;
    row.size = size_text(a.bytes);
    row.when = format_moment(a.created_at);
    row.who = TRY(auth::display_name(acting.tx(), a.created_by));
    row.download = file::address_of(a.id, file::Size::whole);
    row.href = attachment_href(acting.question.cycle.code, a.id);
    return row;
}

const http::Upload* file_of(const http::Request& request) {
    const auto found = std::ranges::find(request.uploads, "file", &http::Upload::field);
    return found == request.uploads.end() ? nullptr : &*found;
}

view::Input file_input(const Message& label, const Message* hint, const Errors& wrong, std::string accept) {
    view::Input input;
    input.name = "file";
    input.label = label;
    input.kind = view::InputKind::file;
    if (hint) input.hint = *hint;
    input.accept = std::move(accept);
    const auto error = std::ranges::find(wrong, "file", &FieldError::field);
    if (error != wrong.end()) input.error = error->message;
    return input;
}

std::optional<Errors> as_file_errors(const Error& error, const http::Upload& upload) {
    if (error.kind != ErrorKind::too_large) return as_field_errors(error, "file");
    return Errors{{"file", Sentence(msg::file_too_large,
                                    {{"name", upload.file_name}, {"why", error.message.in(Language::vi)}})}};
}

std::optional<Errors> as_field_errors(const Error& error, std::string_view field) {
    using enum ErrorKind;
    if (error.kind != invalid && error.kind != too_large && error.kind != conflict &&
        error.kind != environment)
        return std::nullopt;
    if (!error.fields.empty()) return error.fields;
    if (error.message.empty()) return std::nullopt;
    return Errors{{std::string(field), error.message}};
}

}  // namespace kheo::registry::evidence
