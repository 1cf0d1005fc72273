// SPDX-License-Identifier: Apache-2.0
#include "bodies/photos.hpp"

#include <algorithm>
#include <array>

#include "bodies/acts.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/store.hpp"
#include "bodies/team_store.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::bodies {

namespace {

struct Answer {
    std::string_view code;
    file::Consent consent;
    bool children;
    const Message* label;
};
/// Nothing is chosen beforehand; who answers nothing has not asked.
const std::array kAnswers{Answer{"nobody", file::Consent::nobody, false, &msg::photo_nobody},
                          Answer{"people", file::Consent::people, false, &msg::photo_people},
                          Answer{"guardian", file::Consent::guardian, true, &msg::photo_guardian},
                          Answer{"none", file::Consent::none, false, &msg::photo_unasked}};

file::Description description_of(std::string_view answered) {
    file::Description out;
    const auto found = std::ranges::find(kAnswers, answered, &Answer::code);
    if (found == kAnswers.end()) return out;
    out.consent = found->consent;
    out.children = found->children;
    return out;
}

/// The server, not the photo, is in the way: later it may go.
bool passes(const Error& error) {
    return error.kind == ErrorKind::environment;
}

bool from_island(const http::Request& request) {
    return request.headers.get("accept") == "application/json";
}

const Message& consent_words(const file::Attachment& photo) {
    if (photo.said.consent == file::Consent::nobody) return msg::photo_nobody;
    if (!file::may_be_published(photo)) return msg::photo_unasked_short;
    return photo.said.children ? msg::photo_guardian_short : msg::photo_people_short;
}

std::string removal_href(file::AttachmentId id) {
    return "/to-chuc/anh/" + std::to_string(id.value) + "/xoa";
}

}  // namespace

file::Subject photos_of(ReportId slip) {
    return {std::string(kSlipPhotos), slip.value};
}

file::Subject photos_of_activity(std::int64_t activity) {
    return {std::string(kActivityPhotos), activity};
}

bool has_photo(const http::Request& request) {
    return std::ranges::find(request.uploads, "anh", &http::Upload::field) != request.uploads.end();
}

Result<Photo> read_photo(const Services& services, const http::Request& request) {
    Photo out;
    const auto sent = std::ranges::find(request.uploads, "anh", &http::Upload::field);
    if (sent == request.uploads.end()) return out;
    out.said = description_of(request.form.get("trong_anh"));
    auto staged = services.files.stage_photo(sent->content);
    if (staged)
        out.staged = *std::move(staged);
    else if (staged.error().kind == ErrorKind::internal || (passes(staged.error()) && from_island(request)))
        return fail(std::move(staged.error()));
    else
        out.refused = std::move(staged.error());
    return out;
}

void add_photo_faults(const Photo& photo, std::vector<FieldError>& faults) {
    if (photo.refused)
        faults.push_back({"anh", photo.refused->message});
    else if (photo.staged && !faults.empty())
        faults.push_back({"anh", Sentence(msg::photo_again)});
}

Result<> attach(db::Transaction& tx, const Photo& photo, const file::Subject& to,
                std::string_view request_key, const Actor& actor) {
    if (!photo.staged) return {};
    const auto before = TRY(file::find_request(tx, request_key));
    if (before && before->sha256 == photo.staged->main().sha256) return {};
    const auto added =
        file::add(tx, to, *photo.staged, photo.said, {actor.user, actor.at, std::string(request_key)});
    if (!added && added.error().kind == ErrorKind::conflict)
        return fail(form_error({{"anh", added.error().message}}));
    if (!added) return fail(added.error());
    TRY(ledger::append(tx,
                       {actor.user, "bodies.photo_added", to.type, to.id, "photo",
                        ledger::commit(photo.staged->main().sha256, "attachment")},
                       actor.at));
    return {};
}

std::vector<view::Input> photo_inputs(std::string_view answered) {
    view::Input consent{.name = "trong_anh",
                        .label = msg::photo_question,
                        .kind = view::InputKind::radio,
                        .value = std::string(answered),
                        .hint = msg::photo_question_hint,
                        .required = false,
                        .plain = true};
    for (const auto& answer : kAnswers) consent.options.push_back({std::string(answer.code), *answer.label});
    return {{.name = "anh",
             .label = msg::photo_one,
             .kind = view::InputKind::file,
             .hint = msg::photo_hint,
             .required = false,
             .accept = std::string(kPhotoTypes)},
            std::move(consent)};
}

Result<std::vector<Shot>> shots(db::Transaction& tx, const file::Subject& subject, std::string_view alt,
                                bool removable) {
    std::vector<Shot> out;
    for (const auto& photo : TRY(file::list(tx, subject)))
        out.push_back({file::address_of(photo.id, file::Size::small),
                       file::address_of(photo.id, file::Size::medium),
                       file::address_of(photo.id, file::Size::large),
                       Sentence(msg::photo_of, {{"title", std::string(alt)}}).in(Language::vi),
                       local_date(photo.created_at).vietnamese(), view::Label(consent_words(photo)),
                       file::may_be_published(photo) ? view::Tone::ok : view::Tone::warn,
                       removable ? removal_href(photo.id) : std::string()});
    return out;
}

Result<std::optional<PhotoPlace>> place_of(db::Transaction& tx, const file::Subject& subject, Date today) {
    if (subject.type == kSlipPhotos) {
        const auto slip = TRY(store::report(tx, ReportId{subject.id}));
        if (!slip) return std::nullopt;
        return PhotoPlace{slip->unit, slip->slip.title,
                          "/phieu-to-dan-van/" + std::to_string(slip->id.value)};
    }
    if (subject.type != kActivityPhotos) return std::nullopt;
    const auto team = TRY(store::team_of_activity(tx, subject.id));
    const auto body = team ? TRY(store::body(tx, *team, today)) : std::nullopt;
    if (!body) return std::nullopt;
    return PhotoPlace{body->unit, body->name, body_href(body->id)};
}

std::map<std::string, file::SubjectRules, std::less<>> file_rules(
    std::function<std::shared_ptr<const territory::Atlas>()> atlas, const Clock& clock) {
    std::map<std::string, file::SubjectRules, std::less<>> out;
    for (const auto type : {kSlipPhotos, kActivityPhotos}) {
        const auto may_see = [atlas, &clock, type = std::string(type)](db::Transaction& tx,
                                                                       const auth::Principal& who,
                                                                       std::int64_t id) -> Result<bool> {
            if (auth::looks_on(who))
                return false;  // before registration it is the team's own (decision 0073)
            const auto today = clock.today();
            const auto place = TRY(place_of(tx, {type, id}, today));
            const auto now = atlas();
            return place &&
                   (territory::may_over(*now, who, auth::Permission::propose, place->unit, today) ||
                    territory::may_over(*now, who, auth::Permission::run_movement, place->unit, today));
        };
        out.emplace(type, file::SubjectRules{
                              may_see, [](db::Transaction&, std::int64_t) { return Result<bool>(false); }});
    }
    return out;
}

}  // namespace kheo::bodies
