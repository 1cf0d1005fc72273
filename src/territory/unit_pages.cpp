// SPDX-License-Identifier: Apache-2.0
#include "territory/unit_pages.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "territory/history.hpp"
#include "territory/messages.gen.hpp"

namespace kheo::territory {

namespace {

constexpr std::size_t kShown = 200;

std::string address(UnitId id, Date on) {
    return "/don-vi/" + std::to_string(id.value) + "?ngay=" + on.iso();
}

std::string say(const Message& message, Language language, std::vector<Sentence::Argument> arguments = {}) {
    return Sentence(message, std::move(arguments)).in(language);
}

/// "Quận Tây Hồ, Thành phố Hà Nội".
std::string place_of(const Atlas& atlas, const Unit& unit, Date on) {
    std::string out;
    for (auto id = unit.parent; id;) {
        const auto* parent = atlas.find(id, on);
        if (!parent) break;
        out += (out.empty() ? "" : ", ") + parent->full_name;
        id = parent->parent;
    }
    return out;
}

std::string span(const Unit& version, Language language) {
    const bool from = version.valid_from > beginning(), to = version.valid_to < ending();
    const std::vector<Sentence::Argument> days{{"from", version.valid_from.vietnamese()},
                                               {"to", version.valid_to.vietnamese()}};
    if (from && to) return say(msg::version_between, language, days);
    if (from) return say(msg::version_from, language, days);
    return to ? say(msg::version_until, language, days) : say(msg::version_always, language);
}

/// Lines of one page: one day, one language, communes counted once.
class Lines {
  public:
    Lines(const Atlas& atlas, Date on, Language language) : atlas_(atlas), on_(on), language_(language) {
        for (const auto* commune : atlas.list(Level::commune, on)) {
            for (auto id = commune->parent; id;) {
                ++communes_[id];
                const auto* parent = atlas.find(id, on);
                id = parent ? parent->parent : UnitId{};
            }
        }
    }

    UnitLine of(const Unit& unit) const {
        UnitLine out{unit.code, unit.full_name, place_of(atlas_, unit, on_), address(unit.id, on_), ""};
        const auto count = communes_.find(unit.id);
        if (unit.level < Level::commune)
            out.note = say(msg::holds_communes, language_,
                           {{"count", format_count(count == communes_.end() ? 0 : count->second)}});
        if (!atlas_.present(unit.id, on_)) out.note = span(unit, language_);
        return out;
    }

  private:
    const Atlas& atlas_;
    Date on_;
    Language language_;
    std::unordered_map<UnitId, std::int64_t> communes_;
};

bool matches(const Unit& unit, std::string_view folded) {
    return unit.code == folded ||
           (" " + fold_words(unit.full_name)).find(" " + std::string(folded)) != std::string::npos;
}

void search_units(const Atlas& atlas, Date on, std::string_view text, const Lines& lines, UnitsPage& page) {
    std::vector<UnitId> shown;
    const auto add = [&](const Unit& unit) {
        if (std::find(shown.begin(), shown.end(), unit.id) != shown.end()) return;
        page.cut = shown.size() >= kShown;
        if (page.cut) return;
        shown.push_back(unit.id);
        page.units.push_back(lines.of(unit));
    };
    const auto meant = atlas.resolve(text, on);
    if (meant.unit) add(*meant.unit);
    if (meant.named) add(*meant.named);
    for (const auto& unit : meant.candidates) add(unit);
    const auto folded = fold_words(text);
    for (const auto level : {Level::province, Level::district, Level::commune}) {
        for (const auto* unit : atlas.list(level, on)) {
            if (matches(*unit, folded)) add(*unit);
        }
    }
}

const Message& kind_words(const Successor& line, bool towards) {
    if (line.kind == "kept") return msg::kind_kept;
    if (line.kind == "renamed") return msg::kind_renamed;
    if (line.kind == "retyped") return msg::kind_retyped;
    if (line.kind == "transferred") return msg::kind_transferred;
    if (line.extent == Extent::whole) return towards ? msg::kind_merged_into : msg::kind_merged_from;
    if (line.extent_text == "part_area_only") return msg::kind_part_area;
    if (line.extent_text == "remainder") return msg::kind_remainder;
    return msg::kind_part;
}

std::string confidence_words(std::string_view confidence, Language language) {
    if (confidence.starts_with("manual")) return say(msg::confidence_manual, language);
    if (confidence == "package") return say(msg::confidence_package, language);
    return confidence == "high" ? say(msg::confidence_high, language) : std::string(confidence);
}

LineageLine lineage_line(const Successor& line, bool towards, Date on, UnitId self,
                         const std::vector<store::ClauseRow>& clauses, Language language) {
    LineageLine out;
    out.name = line.unit.full_name;
    out.code = line.unit.code;
    out.href = address(line.unit.id, towards ? on : line.effective.plus_days(-1));
    out.what = kind_words(line, towards).in(language);
    out.resolution = line.resolution;
    out.when = line.effective > beginning() ? line.effective.vietnamese() : "";
    for (const auto& clause : clauses) {
        const bool same = towards ? clause.from == self && clause.to == line.unit.id
                                  : clause.to == self && clause.from == line.unit.id;
        if (!same || clause.resolution != line.resolution) continue;
        out.citation = clause.citation;
        if (!clause.confidence.empty())
            out.confidence = say(
                msg::lineage_confidence, language,
                {{"level", confidence_words(clause.confidence, language)}, {"source", clause.provenance}});
    }
    return out;
}

void add_children(const Atlas& atlas, const Unit& unit, Date on, Language language, UnitPage& page) {
    const Lines lines(atlas, on, language);
    for (const auto level : {Level::district, Level::commune, Level::hamlet}) {
        for (const auto* child : atlas.list(level, on, unit.id)) {
            if (child->id == unit.id || child->parent != unit.id) continue;
            page.children.push_back(lines.of(*child));
        }
        if (!page.children.empty()) break;
    }
    page.children_title = say(msg::children_title, language,
                              {{"count", format_count(static_cast<std::int64_t>(page.children.size()))}});
}

void add_path(const Atlas& atlas, const Unit& unit, Date on, Language language, UnitPage& page) {
    page.path.push_back({view::Label(unit.full_name), ""});
    for (auto id = unit.parent; id;) {
        const auto* parent = atlas.find(id, on);
        if (!parent) break;
        page.path.push_back({view::Label(parent->full_name), address(parent->id, on)});
        id = parent->parent;
    }
    page.path.push_back({view::Label(say(msg::units_title, language)), "/don-vi?ngay=" + on.iso()});
    std::reverse(page.path.begin(), page.path.end());
}

void add_history(const Atlas& atlas, const Unit& unit, Date on, const std::vector<store::ClauseRow>& clauses,
                 Language language, UnitPage& page) {
    const auto versions = atlas.versions(unit.id);
    for (const auto& version : versions) {
        page.versions.push_back(
            {span(version, language), version.full_name, version.code,
             place_of(atlas, version, std::min(version.valid_to, std::max(version.valid_from, on))),
             version.valid_from == unit.valid_from});
    }
    const Date last = versions.back().valid_to;
    if (last < ending()) {
        for (const auto& next : atlas.successors(unit.id, last, last.plus_days(1)))
            page.successors.push_back(
                lineage_line(next, true, last.plus_days(1), unit.id, clauses, language));
    }
    for (const auto& previous : atlas.predecessors(unit.id))
        page.predecessors.push_back(lineage_line(previous, false, on, unit.id, clauses, language));
}

}  // namespace

UnitsPage build_units_page(const Atlas& atlas, Date on, std::string_view search, Language language) {
    UnitsPage page;
    page.date = on.iso();
    page.date_words = on.vietnamese();
    page.search = tidy(search);
    page.before_earliest = atlas.before_earliest(on);
    if (const auto days = atlas.map_days(); !days.empty())
        page.newest = say(msg::newest_map, language, {{"day", days.back().vietnamese()}});
    const auto count = [&](Level level) {
        return format_count(static_cast<std::int64_t>(atlas.list(level, on).size()));
    };
    page.counts = say(msg::counts_on, language,
                      {{"date", page.date_words},
                       {"provinces", count(Level::province)},
                       {"districts", count(Level::district)},
                       {"communes", count(Level::commune)}});
    const Lines lines(atlas, on, language);
    if (!page.search.empty()) {
        search_units(atlas, on, page.search, lines, page);
    } else {
        for (const auto* unit : atlas.list(Level::province, on)) page.units.push_back(lines.of(*unit));
    }
    for (const auto& unit : page.units) {
        page.has_places |= !unit.place.empty();
        page.has_notes |= !unit.note.empty();
    }
    return page;
}

UnitPage build_unit_page(const Atlas& atlas, UnitId id, Date on, const std::vector<store::ClauseRow>& clauses,
                         Language language) {
    const auto& unit = *atlas.find(id, on);
    UnitPage page;
    page.title = unit.full_name;
    page.code = unit.code;
    page.date = on.iso();
    page.date_words = on.vietnamese();
    page.present = atlas.present(id, on);
    page.state = (page.present ? msg::state_present : msg::state_absent).in(language);
    add_path(atlas, unit, on, language, page);
    add_history(atlas, unit, on, clauses, language, page);
    add_children(atlas, unit, page.present ? on : unit.valid_to, language, page);
    if (!page.present) {
        const auto stands = atlas.restate(id, on);
        const auto* holder = stands.unit ? atlas.find(stands.unit, on) : nullptr;
        if (holder) {
            page.holder = holder->full_name;
            page.holder_href = address(holder->id, on);
            page.exact = stands.exact;
        }
    }
    return page;
}

}  // namespace kheo::territory
