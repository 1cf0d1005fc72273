// SPDX-License-Identifier: Apache-2.0
#include "app/movement_wiring.hpp"

#include "app/mail_settings.hpp"
#include "app/messages.gen.hpp"
#include "bodies/bodies.hpp"
#include "registry/scoring/scoring.hpp"

namespace kheo::app {

namespace {

constexpr int kShown = 5;

registry::ListQuery query_of(const movement::CountQuestion& question) {
    registry::ListQuery query;
    query.unit_code = "id:" + std::to_string(question.unit.value);
    query.map = {registry::MapChoice::Kind::day, question.map};
    query.campaign_year = std::to_string(question.campaign_year);
    query.sector = question.sector;
    return query;
}

/// Who sees what is the movement's matter: it counts for a line that the person may see.
registry::Visible everything() {
    registry::Visible all;
    all.all = true;
    return all;
}

/// What the windows say about a proposal that is not in the book yet; what is carried over from last year is
/// nothing new.
Result<movement::WindowAnswer> asked_windows(const registry::life::Question& q) {
    if (q.cycle.registered() || q.cycle.basis != registry::Basis::fresh) return movement::WindowAnswer{};
    return movement::window_for(q.tx, q.atlas, q.cycle.unit, q.cycle.campaign_year, q.today);
}

std::string level_of(const territory::Atlas& atlas, movement::UnitId unit, Date on) {
    const auto* found = atlas.find(unit, on);
    return found ? std::string(territory::level_name(found->level)) : "country";
}

auto standing_body_of(std::function<std::shared_ptr<const territory::Atlas>()> atlas) {
    return [atlas = std::move(atlas)](db::Transaction& tx, territory::UnitId unit,
                                      Date on) -> Result<std::string> {
        const auto body = TRY(bodies::standing_body(tx, unit, level_of(*atlas(), unit, on), on));
        return body ? body->name : std::string();
    };
}

}  // namespace

movement::Services movement_services(db::Database& database, const Clock& clock, const view::Site& site,
                                     std::function<std::shared_ptr<const territory::Atlas>()> atlas,
                                     registry::ListIndex* lists) {
    movement::Services services{
        .database = database, .clock = clock, .site = site, .atlas = atlas, .registered = {}};
    services.registered = [&clock, atlas, lists](
                              db::Transaction& tx,
                              const movement::CountQuestion& question) -> Result<std::int64_t> {
        const auto map = atlas();
        const auto visible = everything();
        return TRY(registry::count(tx, query_of(question), {*map, visible, clock.today(), lists}))
            .initiatives;
    };
    services.on_the_way = [](db::Transaction& tx, const movement::CountQuestion& question) {
        return registry::life::count_waiting(tx, question.unit, question.campaign_year);
    };
    services.standing_body = standing_body_of(atlas);
    services.programmes = [&clock, atlas](
                              db::Transaction& tx, const auth::Principal& who,
                              std::int64_t drive) -> Result<std::vector<movement::ProgrammeLine>> {
        std::vector<movement::ProgrammeLine> out;
        for (auto& one : TRY(bodies::programmes_of(tx, *atlas(), who, clock.today(), "drive", drive)))
            out.push_back({std::move(one.title), std::move(one.body), std::move(one.href)});
        return out;
    };
    services.public_address = [&database] { return public_address(database); };
    return services;
}

registry::life::Guard window_guard() {
    return {"window_open", [](const registry::life::Question& q) -> Result<std::optional<Sentence>> {
                auto answer = TRY(asked_windows(q));
                if (!answer.refused) return std::optional<Sentence>();
                return std::optional(std::move(answer.remark));
            }};
}

registry::life::Part window_part() {
    return [](const registry::life::Question& q) -> Result<std::optional<registry::life::PartView>> {
        auto answer = TRY(asked_windows(q));
        if (answer.remark.empty()) return std::optional<registry::life::PartView>();
        return std::optional(registry::life::PartView{&msg::part_window, "/phong-trao", std::nullopt,
                                                      std::move(answer.remark)});
    };
}

registry::life::Suggestions life_suggestions(std::function<std::shared_ptr<const territory::Atlas>()> atlas) {
    return {standing_body_of(std::move(atlas)), registry::scoring::grade_reached};
}

office::DeskCardProvider open_calls_card(const movement::Services& services) {
    return [services](const http::Request& request) -> Result<office::DeskCard> {
        if (!request.who.may(auth::Permission::read_registry, services.clock.today()))
            return office::DeskCard{};
        office::DeskCard card{&msg::card_calls, {}, &msg::card_calls_all, "/phong-trao"};
        for (auto& line : TRY(movement::open_calls(services, request.who, request.language)))
            if (std::ssize(card.lines) < kShown)
                card.lines.push_back({std::move(line.title), std::move(line.note), std::move(line.href)});
        return card;
    };
}

}  // namespace kheo::app
