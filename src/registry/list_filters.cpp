// SPDX-License-Identifier: Apache-2.0
#include "registry/list_filters.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "base/text.hpp"
#include "registry/initiative_form.hpp"
#include "registry/messages.gen.hpp"
#include "registry/places.hpp"

namespace kheo::registry {

namespace {

constexpr std::size_t kMostUnits = 300;  // options of the unit filter
using Options = std::vector<view::Option>;

/// "Tất cả", the choices, and "Chưa rõ" where a fact may lack the value.
template <typename... E>
Options options_of(bool may_lack, E... values) {
    Options out{{"", msg::everything}};
    (out.push_back({std::string(code(values)), name_of(values)}), ...);
    if (may_lack) out.push_back({"none", msg::not_stated});
    return out;
}

view::Input select(std::string name, const Message& label, const std::string& value, Options options) {
    // a value that came by link but is no longer offered is kept
    const bool offered =
        std::ranges::any_of(options, [&](const view::Option& o) { return o.value == value; });
    if (!offered) options.push_back({value, value});
    return {.name = std::move(name),
            .label = label,
            .kind = view::InputKind::select,
            .value = value,
            .options = std::move(options),
            .plain = true};
}

/// Units as options, each code once.
class UnitOptions {
  public:
    UnitOptions(const Reading& reading, Date day) : reading_(reading), day_(day) {}

    void add(const territory::Unit& unit) {
        if (!unit.code.empty() && known_.insert(unit.code).second)
            options_.push_back({unit.code, unit.full_name});
    }
    void add(territory::UnitId id) {
        if (const auto* unit = reading_.atlas.find(id, day_)) add(*unit);
    }
    void add_below(territory::UnitId root) {
        using enum territory::Level;
        for (const auto level : {district, commune}) {
            const auto units = reading_.atlas.list(level, day_, root);
            if (units.size() > kMostUnits) continue;
            for (const auto* unit : units) add(*unit);
        }
    }
    Options take() { return std::move(options_); }

  private:
    const Reading& reading_;
    Date day_;
    Options options_{{"", msg::everything}};
    std::unordered_set<std::string_view> known_;  // codes of units that the atlas keeps
};

/// The reader's own units, what lies below them, and the way to the chosen one: a few hundred options at
/// most.
Options unit_options(const ListQuery& query, const Reading& reading) {
    const auto day = map_day(query, reading.today);
    UnitOptions out(reading, day);
    if (reading.visible.all)
        for (const auto* unit : reading.atlas.list(territory::Level::province, day)) out.add(*unit);
    for (const auto root : reading.visible.roots) {
        out.add(root);
        out.add_below(root);
    }
    const auto place = find_place(query, reading);
    if (query.unit_code.empty() || !place) return out.take();
    if (const auto* chosen = reading.atlas.find(place->root, day)) {
        out.add(chosen->parent);
        out.add(*chosen);
        out.add_below(chosen->id);
    }
    return out.take();
}

Options year_options(const std::vector<int>& years) {
    Options out{{"", msg::everything}};
    for (const auto year : years) out.push_back({std::to_string(year), std::to_string(year)});
    return out;
}

Options field_options(const std::vector<Field>& fields) {
    Options out{{"", msg::everything}};
    for (const auto& field : fields) out.push_back({field.code, field.name});
    out.push_back({"none", msg::not_stated});
    return out;
}

Options theme_options(const std::vector<std::string>& themes) {
    Options out{{"", msg::everything}};
    for (const auto& theme : themes) out.push_back({theme, theme});
    out.push_back({"none", msg::not_stated});
    return out;
}

Options level_options() {
    auto out =
        options_of(false, RecognitionLevel::commune, RecognitionLevel::district, RecognitionLevel::province);
    out.push_back({std::string(kUnrecognised), msg::level_none});
    return out;
}

Options map_options(const ListQuery& query) {
    Options out{{"then", msg::map_then}, {"now", msg::map_now}};
    if (query.map.kind == MapChoice::Kind::day)
        out.push_back({query.map.day.iso(), query.map.day.vietnamese()});
    return out;
}

std::string map_value(const MapChoice& map) {
    if (map.kind == MapChoice::Kind::day) return map.day.iso();
    return map.kind == MapChoice::Kind::now ? "now" : "then";
}

}  // namespace

void add_filters(ListPage& page, const ListQuery& q, const FilterChoices& choices, const Reading& reading) {
    page.filters = {
        {.name = "tim",
         .label = msg::search,
         .kind = view::InputKind::search,
         .value = q.search,
         .plain = true},
        select("don_vi", msg::label_unit, q.unit_code, unit_options(q, reading)),
        select("linh_vuc", msg::label_field, q.field, field_options(choices.fields)),
        select("nam", msg::label_campaign_year, q.campaign_year, year_options(choices.years)),
    };
    page.more_filters = {
        select("chu_the", msg::label_owner_type, q.owner_type,
               options_of(true, OwnerType::collective, OwnerType::individual, OwnerType::household)),
        select("khoi", msg::label_sector, q.sector,
               options_of(true, Sector::party, Sector::state, Sector::front_and_organisations,
                          Sector::armed_forces)),
        select("trang_thai", msg::label_state, q.state,
               options_of(false, State::registered, State::running, State::suspended, State::recognised,
                          State::not_recognised, State::revoked, State::stopped)),
        select("cap", msg::label_level, q.level, level_options()),
        select("nhan_rong", msg::label_replicated, q.replicated,
               {{"", msg::everything}, {"1", msg::replicated_yes}, {"0", msg::replicated_no}}),
        select("hinh_thuc", msg::label_basis, q.basis, options_of(true, Basis::fresh, Basis::maintained)),
        select("chu_de", msg::label_themes, q.theme, theme_options(choices.themes)),
        {.name = "ky",
         .label = msg::period,
         .value = q.period ? q.period->code() : "",
         .hint = msg::hint_period,
         .plain = true},
        select("ban_do", msg::map, map_value(q.map), map_options(q)),
    };
    page.more_open = !q.owner_type.empty() || !q.sector.empty() || !q.state.empty() || !q.level.empty() ||
                     !q.replicated.empty() || !q.basis.empty() || !q.theme.empty() || q.period ||
                     q.map.kind != MapChoice::Kind::then;
    if (!q.kind.empty()) page.kept.emplace_back("loai", q.kind);
    if (q.not_attributable) page.kept.emplace_back("khong_quy", "1");
}

void add_conditions(ListPage& page, const ListQuery& q, const http::Fields& sent, const Reading& reading,
                    Language language) {
    const auto typed_period = tidy(sent.get("ky"));
    if (!typed_period.empty() && !q.period)
        page.conditions.emplace_back(Sentence(msg::condition_invalid, {{"text", typed_period}}));
    if (q.period)
        page.conditions.emplace_back(
            Sentence(msg::condition_period, {{"period", period_name(*q.period).in(language)}}));
    const auto day = map_day(q, reading.today);
    const bool placed = !q.unit_code.empty() || q.not_attributable;
    if (placed && q.map.kind == MapChoice::Kind::now) page.conditions.emplace_back(msg::condition_map_now);
    if (placed && q.map.kind != MapChoice::Kind::now && day != reading.today)
        page.conditions.emplace_back(Sentence(msg::condition_map_then, {{"date", day.vietnamese()}}));
    const auto place = find_place(q, reading);
    if (!q.unit_code.empty() && place && place->root)
        page.conditions.emplace_back(
            Sentence(msg::condition_unit, {{"unit", unit_label(reading.atlas, place->root, day)}}));
    if (!place) page.conditions.emplace_back(Sentence(msg::condition_invalid, {{"text", q.unit_code}}));
    if (q.not_attributable) page.conditions.emplace_back(msg::condition_not_attributable);
}

}  // namespace kheo::registry
