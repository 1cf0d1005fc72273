// SPDX-License-Identifier: Apache-2.0
#include "app/bodies_wiring.hpp"

#include "app/messages.gen.hpp"
#include "base/number.hpp"
#include "movement/movement.hpp"
#include "platform/auth/looking_on.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/life/life.hpp"

namespace kheo::app {

namespace {

using bodies::Linked;
using bodies::LinkSource;

registry::Reading reading_of(const BodiesParts& parts, const territory::Atlas& atlas,
                             const auth::Principal& who) {
    const auto today = parts.clock.today();
    return {atlas, registry::visible_to(who, auth::Permission::read_registry, today), today, parts.lists};
}

LinkSource initiatives(const BodiesParts& parts) {
    LinkSource out;
    out.type = "initiative";
    out.label = &msg::link_initiative;
    out.find = [parts](db::Transaction& tx, const auth::Principal& who,
                       std::string_view typed) -> Result<std::optional<Linked>> {
        const auto atlas = parts.atlas();
        const auto found = TRY(registry::find(tx, typed, reading_of(parts, *atlas, who)));
        if (!found) return std::nullopt;
        return Linked{found->id.value, found->number};
    };
    out.show = [parts](db::Transaction& tx, const auth::Principal& who,
                       std::string_view key) -> Result<std::optional<LinkSource::Shown>> {
        const auto atlas = parts.atlas();
        const auto found = TRY(registry::find(tx, key, reading_of(parts, *atlas, who)));
        if (!found) return std::nullopt;
        return LinkSource::Shown{found->number + " · " + found->statement.title,
                                 "/so-dang-ky/" + found->number};
    };
    return out;
}

LinkSource drives(const BodiesParts& parts) {
    LinkSource out;
    out.type = "drive";
    out.label = &msg::link_drive;
    const auto shown = [](const movement::DriveLine& drive) {
        return drive.title + " (" + drive.from.vietnamese() + " – " + drive.until.vietnamese() + ")";
    };
    const auto seen = [parts](db::Transaction& tx, const auth::Principal& who, std::string_view key) {
        const auto id = parse_number<std::int64_t>(key).value_or(0);
        return movement::drive_for(tx, *parts.atlas(), who, parts.clock.today(), id);
    };
    out.choices = [parts, shown](db::Transaction& tx, const auth::Principal& who)
        -> Result<std::vector<std::pair<std::string, std::string>>> {
        std::vector<std::pair<std::string, std::string>> offered;
        for (const auto& drive : TRY(movement::drives_for(tx, *parts.atlas(), who, parts.clock.today())))
            offered.emplace_back(std::to_string(drive.id), shown(drive));
        return offered;
    };
    out.find = [seen](db::Transaction& tx, const auth::Principal& who,
                      std::string_view typed) -> Result<std::optional<Linked>> {
        const auto drive = TRY(seen(tx, who, typed));
        return drive ? std::optional(Linked{drive->id, std::to_string(drive->id)}) : std::nullopt;
    };
    out.show = [seen, shown](db::Transaction& tx, const auth::Principal& who,
                             std::string_view key) -> Result<std::optional<LinkSource::Shown>> {
        const auto drive = TRY(seen(tx, who, key));
        if (!drive) return std::nullopt;
        return LinkSource::Shown{shown(*drive), movement::drive_href(drive->id)};
    };
    return out;
}

/// The slip's words in the headings they belong to; the officer completes the rest in the dossier.
registry::Statement statement_of(const bodies::Draft& draft) {
    registry::Statement out;
    out.title = draft.title;
    out.owner_text = draft.owner;
    out.unit = draft.unit;
    out.headings.method = draft.content;
    out.headings.area = draft.place;
    out.headings.forces = draft.owner;
    return out;
}

/// A draft with the slip's words and photo.
Result<std::string> begin_dossier(const BodiesParts& parts, db::Transaction& tx, const auth::Principal& who,
                                  const bodies::Draft& draft, std::string_view request_key) {
    const auto atlas = parts.atlas();
    const registry::life::Parts nothing{};
    const auto today = parts.clock.today();
    const auto now = parts.clock.now();
    const auto code = TRY(registry::life::begin(tx, statement_of(draft), today.year(), registry::Basis::fresh,
                                                request_key, {who, *atlas, today, now, nothing}));
    if (const auto cycle = TRY(registry::life::find(tx, code)))
        TRY(registry::evidence::take_photos({tx, *cycle, who, *atlas, today}, draft.photos, now));
    return registry::life::cycle_href(code);
}

}  // namespace

bodies::Services bodies_services(const BodiesParts& parts) {
    bodies::Services out{
        parts.database,          parts.clock, parts.site,   parts.atlas,
        parts.territory_changed, parts.files, parts.erased, {initiatives(parts), drives(parts)}};
    out.begin_dossier = [parts](db::Transaction& tx, const auth::Principal& who, const bodies::Draft& draft,
                                std::string_view request_key) {
        return begin_dossier(parts, tx, who, draft, request_key);
    };
    out.waiting = [parts](const http::Request& request) -> Result<std::vector<bodies::Waiting>> {
        std::vector<bodies::Waiting> waiting;
        if (!parts.work) return waiting;
        for (const auto& line : TRY(parts.work(request)).lines)
            waiting.push_back({line.text, line.note, line.href});
        return waiting;
    };
    return out;
}

void land_teams_on_the_phone(std::vector<http::Route>& routes, const Clock& clock) {
    for (auto& route : routes) {
        if (route.pattern != "/ban-lam-viec" || route.method != http::Method::get) continue;
        route.handler = [desk = route.handler, &clock](const http::Request& request) {
            if (!auth::looks_on(request.who) && bodies::is_team_only(request.who, clock.today()))
                return Result<http::Response>(http::Response::redirect("/to-dan-van"));
            return desk(request);
        };
    }
}

}  // namespace kheo::app
