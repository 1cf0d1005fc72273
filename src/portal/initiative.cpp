// SPDX-License-Identifier: Apache-2.0
// The public page of one initiative. Sections and facts without content are left out.
#include <algorithm>

#include "portal/messages.gen.hpp"
#include "portal/public_facts.hpp"
#include "portal/reader.hpp"

namespace kheo::portal {

namespace {

constexpr int kSimilar = 3;
constexpr std::size_t kMostShots = 13;

std::vector<Section> sections_of(const registry::Headings& texts) {
    const std::pair<const Message&, const std::string&> all[] = {
        {msg::section_problem, texts.problem},
        {msg::section_goals, texts.goals},
        {msg::section_method, texts.method},
        {msg::section_area, texts.area},
        {msg::section_forces, texts.forces},
        {msg::section_resources, texts.resources},
        {msg::section_schedule, texts.schedule},
        {msg::section_outputs, texts.outputs},
        {msg::section_sustainability, texts.sustainability}};
    std::vector<Section> out;
    for (const auto& [heading, text] : all)
        if (auto lines = paragraphs(text); !lines.empty()) out.push_back({heading, std::move(lines)});
    return out;
}

view::Label sector_label(registry::Sector sector) {
    switch (sector) {
        case registry::Sector::party:
            return msg::sector_party;
        case registry::Sector::state:
            return msg::sector_state;
        case registry::Sector::front_and_organisations:
            return msg::sector_front_and_organisations;
        default:
            return msg::sector_armed_forces;
    }
}

std::string joined(std::vector<std::string> words) {
    std::string out;
    for (const auto& word : words) (out += out.empty() ? "" : ", ") += word;
    return out;
}

std::string years_of(const registry::Initiative& initiative) {
    std::vector<int> years;
    for (const auto& registration : initiative.registrations) years.push_back(registration.campaign_year);
    std::ranges::sort(years);
    years.erase(std::unique(years.begin(), years.end()), years.end());
    std::vector<std::string> words;
    for (const int year : years) words.push_back(std::to_string(year));
    return joined(words);
}

view::Label time_of(const registry::Statement& statement) {
    if (statement.starts.empty()) return {};
    if (statement.ends.empty()) return Sentence(msg::since, {{"date", readable_date(statement.starts)}});
    return readable_date(statement.starts) + " – " + readable_date(statement.ends);
}

registry::ListItem item_of(const registry::Initiative& initiative) {
    registry::ListItem item;
    item.id = initiative.id;
    item.number = initiative.number;
    item.title = initiative.statement.title;
    item.field = initiative.statement.field;
    item.unit = initiative.statement.unit;
    item.state = initiative.state;
    item.campaign_year = initiative.registrations.front().campaign_year;
    item.date = initiative.registrations.front().date;
    return item;
}

Shot shot_of(const Photo& photo, const std::string& title) {
    view::Label alt = photo.caption;
    if (photo.caption.empty()) alt = Sentence(msg::photo_of, {{"title", title}});
    return {photo.small, photo.medium, photo.large, photo.caption, photo.day, std::move(alt)};
}

/// The finished work stands above, else the newest photo; all others below the text.
void put_shots(std::vector<Photo> photos, InitiativePage& page) {
    if (photos.size() > kMostShots) photos.resize(kMostShots);
    const auto best = std::ranges::find(photos, true, &Photo::after);
    if (!photos.empty())
        std::rotate(photos.begin(), best == photos.end() ? photos.begin() : best, photos.end());
    for (const auto& photo : photos)
        (page.cover.empty() ? page.cover : page.shots).push_back(shot_of(photo, page.card.title));
}

void put(std::vector<Fact>& facts, const Message& name, view::Label value) {
    if (!value.empty()) facts.push_back({name, std::move(value)});
}

}  // namespace

void Reader::name_units(const registry::Initiative& initiative, std::vector<Fact>& facts) const {
    const auto& newest = initiative.registrations.front();
    const auto unit = initiative.statement.unit;
    put(facts, msg::fact_unit, unit_name(unit, newest.date));
    if (reading_.atlas.present(unit, reading_.today)) return;
    std::vector<std::string> names;
    for (const auto& code : reading_.atlas.codes_today(unit, reading_.today))
        if (const auto* now = reading_.atlas.find_code(code, reading_.today)) names.push_back(now->full_name);
    put(facts, msg::fact_unit_now, joined(names));
}

std::vector<Fact> Reader::facts_of(const registry::Initiative& initiative, const Card& card) const {
    const auto& statement = initiative.statement;
    std::vector<Fact> facts;
    put(facts, msg::fact_number, initiative.number);
    put(facts, msg::fact_field, card.field_name);
    put(facts, msg::fact_owner, public_owner(statement));
    if (statement.sector) put(facts, msg::fact_sector, sector_label(*statement.sector));
    name_units(initiative, facts);
    put(facts, msg::fact_time, time_of(statement));
    put(facts, msg::fact_years, years_of(initiative));
    put(facts, msg::fact_themes, joined(statement.themes));
    return facts;
}

Result<std::vector<Card>> Reader::similar_to(const Card& card) {
    if (card.field_code.empty()) return std::vector<Card>{};
    registry::ListQuery query;
    query.field = card.field_code;
    query.sort = registry::Sort::updated;
    auto found = TRY(cards(query, 0, kSimilar + 1));
    std::erase_if(found, [&](const Card& other) { return other.number == card.number; });
    if (found.size() > kSimilar) found.resize(kSimilar);
    return found;
}

Result<InitiativePage> Reader::initiative(std::string_view number, const PhotoSource& photos) {
    fields_ = TRY(registry::fields(tx_, reading_.today));
    const auto found = TRY(registry::find(tx_, number, reading_));
    if (!found || !is_public(found->statement) || found->registrations.empty())
        return fail(ErrorKind::not_found, msg::not_found);
    InitiativePage page;
    page.card = card(item_of(*found));
    page.owner = public_owner(found->statement);
    page.updated = local_date(found->updated_at).vietnamese();
    if (shows_texts(shell_.site->demonstration)) page.sections = sections_of(found->statement.headings);
    page.facts = facts_of(*found, page.card);
    if (photos) put_shots(TRY(photos(tx_, found->id)), page);
    page.similar = TRY(similar_to(page.card));
    page.field_href = shell_.link(Question{.field = page.card.field_code}.address(1));
    return page;
}

}  // namespace kheo::portal
