// SPDX-License-Identifier: Apache-2.0
#include "registry/list_columns.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <set>

#include "base/text.hpp"
#include "platform/search/bits.hpp"

namespace kheo::registry {

namespace {

template <typename E>
std::uint8_t small(const std::optional<E>& value) {
    return value ? static_cast<std::uint8_t>(static_cast<int>(*value) + 1) : 0;
}

constexpr std::string_view kNotStated = "none";

/// The small number that a condition asks for: nullopt = no condition, -1 = nothing can have it.
template <typename E>
std::optional<int> wanted(const std::string& code) {
    if (code.empty()) return std::nullopt;
    if (code == kNotStated) return 0;
    const auto value = parse_code<E>(code);
    return value ? static_cast<int>(*value) + 1 : -1;
}

/// As wanted(); what no decision recognised has a word of its own.
std::optional<int> wanted_level(const std::string& code) {
    return code == kUnrecognised ? 0 : wanted<RecognitionLevel>(code);
}

constexpr std::int64_t kFewCandidates = 16;  // one in so many

/// As string_view::find, at the speed of the C library.
std::size_t find_from(std::string_view text, std::string_view part, std::size_t from) {
    const auto* found = memmem(text.data() + from, text.size() - from, part.data(), part.size());
    return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : text.npos;
}

bool meets(const std::optional<int>& asked, int value) {
    return !asked || *asked == value;
}

}  // namespace

/// What a registration must fulfil, in numbers.
struct ListColumns::Conditions {
    Conditions(const ListQuery& query, const UnitMask* units)
        : mask(units), basis(wanted<Basis>(query.basis)), level(wanted_level(query.level)) {
        if (query.period) from = query.period->first.days(), to = query.period->last.days();
        if (const auto asked = Period::parse(query.campaign_year);
            asked && asked->shape == Period::Shape::year)
            year = asked->first.year();
        in_period = query.period.has_value();
        any = !mask && !basis && !level && !year && !in_period;
    }
    const UnitMask* mask;
    std::optional<int> basis, level, year;
    std::int32_t from = std::numeric_limits<std::int32_t>::min(),
                 to = std::numeric_limits<std::int32_t>::max();
    bool in_period = false;
    bool any = false;  // every live registration will do
};

DocId ListColumns::find(InitiativeId id) const {
    const auto found = std::ranges::lower_bound(ids_, id.value);
    return found == ids_.end() || *found != id.value ? kNoDoc : static_cast<DocId>(found - ids_.begin());
}

std::string_view ListColumns::number(DocId doc) const {
    const auto begin = number_at_[doc];
    const auto end = doc + 1 < number_at_.size() ? number_at_[doc + 1] : number_bytes_.size();
    return std::string_view(number_bytes_).substr(begin, end - begin);
}

void ListColumns::reserve(std::size_t initiatives, std::size_t registrations) {
    ids_.reserve(initiatives);
    for (auto* column : {&kind_, &owner_type_, &sector_, &state_, &has_theme_}) column->reserve(initiatives);
    field_.reserve(initiatives);
    updated_.reserve(initiatives);
    for (auto* column : {&first_, &last_, &number_at_}) column->reserve(initiatives);
    titles_.reserve(initiatives);
    owners_.reserve(initiatives);
    for (auto* column : {&doc_, &unit_, &next_}) column->reserve(registrations);
    day_.reserve(registrations);
    year_.reserve(registrations);
    for (auto* column : {&basis_, &precision_, &level_}) column->reserve(registrations);
}

bool ListColumns::set(const IndexedInitiative& given) {
    auto doc = find(given.id);
    if (doc == kNoDoc) {
        if (!ids_.empty() && given.id.value < ids_.back()) return false;
        doc = static_cast<DocId>(size());
        ids_.push_back(given.id.value);
        for (auto* column : {&kind_, &owner_type_, &sector_, &state_, &has_theme_}) column->push_back(0);
        field_.push_back(0);
        updated_.push_back(0);
        first_.push_back(kEnd);
        last_.push_back(kEnd);
        number_at_.push_back(static_cast<std::uint32_t>(number_bytes_.size()));
        number_bytes_ += fold(given.number);  // never changes
        practices_.grow(size());
        live_.grow(size());
    }
    forget_parts(doc);
    kind_[doc] = small(std::optional(given.kind));
    owner_type_[doc] = small(given.owner_type);
    sector_[doc] = small(given.sector);
    state_[doc] = small(std::optional(given.state));
    field_[doc] = given.field.empty()
                      ? std::uint16_t{0}
                      : field_codes_.try_emplace(given.field, field_codes_.size() + 1).first->second;
    updated_[doc] = given.updated_at;
    given.kind == Kind::practice ? practices_.add(doc) : practices_.remove(doc);
    titles_.set(doc, given.title_words);
    owners_.set(doc, given.owner_words);
    return true;
}

void ListColumns::forget_parts(DocId doc) {
    for (auto slot = first_[doc]; slot != kEnd; slot = next_[slot]) doc_[slot] = kNoDoc, ++unused_;
    first_[doc] = last_[doc] = kEnd;
    live_.remove(doc);
    if (has_theme_[doc] != 0) std::ranges::replace(theme_doc_, doc, kNoDoc);
    has_theme_[doc] = 0;
}

std::uint32_t ListColumns::unit_index(territory::UnitId unit) {
    const auto [place, fresh] =
        unit_places_.try_emplace(unit.value, static_cast<std::uint32_t>(units_.size()));
    if (fresh) units_.push_back(unit);
    return place->second;
}

void ListColumns::add(const IndexedRegistration& given) {
    const auto doc = find(given.initiative);
    if (doc == kNoDoc) return;
    const auto slot = static_cast<std::uint32_t>(doc_.size());
    doc_.push_back(doc);
    unit_.push_back(unit_index(given.unit));
    next_.push_back(kEnd);
    day_.push_back(given.date.days());
    year_.push_back(static_cast<std::int16_t>(given.campaign_year));
    basis_.push_back(small(given.basis));
    precision_.push_back(static_cast<std::uint8_t>(given.precision));
    level_.push_back(small(given.level));
    (first_[doc] == kEnd ? first_[doc] : next_[last_[doc]]) = slot;
    last_[doc] = slot;
    live_.add(doc);
}

void ListColumns::name_theme(std::int64_t id, std::string name, std::string folded) {
    theme_ids_[id] = {std::move(name), std::move(folded)};
}

void ListColumns::add_theme(InitiativeId initiative, std::int64_t theme_id) {
    const auto doc = find(initiative);
    if (doc == kNoDoc) return;
    theme_doc_.push_back(doc);
    theme_.push_back(theme_id);
    has_theme_[doc] = 1;
}

bool ListColumns::wasteful() const {
    return unused_ > 1000 + doc_.size() / 4;
}

bool ListColumns::fulfils(std::uint32_t slot, const Conditions& c) const {
    return c.from <= day_[slot] && day_[slot] <= c.to && meets(c.year, year_[slot]) &&
           meets(c.basis, basis_[slot]) && meets(c.level, level_[slot]) &&
           (!c.mask || (*c.mask)[unit_[slot]] != 0);
}

/// The same as fulfils() for up to 64 of them, a column at a time: bit i for slot + i.
std::uint64_t ListColumns::fulfilling(std::size_t slot, std::size_t count, const Conditions& c) const {
    auto bits = ~std::uint64_t{0} >> (64 - count);
    const auto keep = [&](const auto& test) {
        if (bits != 0) bits &= search::bits_of(count, test);
    };
    if (c.mask) keep([units = &unit_[slot], mask = c.mask->data()](std::size_t i) { return mask[units[i]]; });
    if (c.year)
        keep([years = &year_[slot], asked = static_cast<std::int16_t>(*c.year)](std::size_t i) {
            return years[i] == asked;
        });
    if (c.in_period)
        keep([days = &day_[slot], from = c.from, to = c.to](std::size_t i) {
            return bool((from <= days[i]) & (days[i] <= to));
        });
    if (c.level)
        keep([levels = &level_[slot], asked = *c.level](std::size_t i) { return levels[i] == asked; });
    if (c.basis) keep([bases = &basis_[slot], asked = *c.basis](std::size_t i) { return bases[i] == asked; });
    return bits;
}

void ListColumns::select_registrations(search::DocSet& set, const Conditions& conditions) const {
    if (conditions.any) {
        set = live_;
        return;
    }
    for (std::size_t slot = 0; slot < doc_.size(); slot += 64) {
        const auto count = std::min<std::size_t>(doc_.size() - slot, 64);
        for (auto left = fulfilling(slot, count, conditions); left != 0; left &= left - 1) {
            const auto doc = doc_[slot + static_cast<std::size_t>(std::countr_zero(left))];
            if (doc != kNoDoc) set.add(doc);
        }
    }
}

search::DocSet ListColumns::select(const ListQuery& q, const UnitMask* mask) const {
    search::DocSet set(size());
    select_registrations(set, Conditions(q, mask));
    const auto owner_type = wanted<OwnerType>(q.owner_type), sector = wanted<Sector>(q.sector),
               state = wanted<State>(q.state);
    std::optional<int> field;
    if (!q.field.empty()) {
        const auto known = field_codes_.find(q.field);
        field = q.field == kNotStated ? 0 : known == field_codes_.end() ? -1 : known->second;
    }
    const auto keep = [&](const std::optional<int>& asked, const auto& column) {
        if (!asked) return;
        set.keep_words([&, value = *asked](std::size_t doc, std::size_t count) {
            return search::bits_of(count,
                                   [at = &column[doc], value](std::size_t i) { return at[i] == value; });
        });
    };
    keep(field, field_);
    keep(owner_type, owner_type_);
    keep(sector, sector_);
    keep(state, state_);
    if (!q.theme.empty()) keep_theme(set, q.theme);
    if (!q.search.empty()) keep_search(set, q);
    return set;
}

void ListColumns::keep_kind(search::DocSet& set, std::string_view code) const {
    if (code.empty()) return;
    const auto asked = wanted<Kind>(std::string(code));
    set.keep_if([&, value = *asked](std::size_t doc) { return kind_[doc] == value; });
}

void ListColumns::keep_among(search::DocSet& set, std::span<const InitiativeId> ids, bool among) const {
    search::DocSet with(size());
    for (const auto id : ids)
        if (const auto doc = find(id); doc != kNoDoc) with.add(doc);
    if (among) return set.keep(with);
    set.keep_if([&](std::size_t doc) { return !with.has(static_cast<DocId>(doc)); });
}

void ListColumns::keep_theme(search::DocSet& set, const std::string& theme) const {
    if (theme == kNotStated) return set.keep_if([&](std::size_t doc) { return has_theme_[doc] == 0; });
    const auto folded = fold_words(theme);
    const auto found =
        std::ranges::find(theme_ids_, folded, [](const auto& one) { return one.second.folded; });
    search::DocSet with(size());
    if (found != theme_ids_.end())
        for (std::size_t i = 0; i < theme_.size(); ++i)
            if (theme_[i] == found->first && theme_doc_[i] != kNoDoc) with.add(theme_doc_[i]);
    set.keep(with);
}

/// In the number as typed, or as a phrase in the title or (not for the public) the owner. Few candidates are
/// looked at one by one, many all at once.
void ListColumns::keep_search(search::DocSet& set, const ListQuery& q) const {
    const auto typed = fold(tidy(q.search));
    if (typed.empty()) return;
    const auto words = fold_words(q.search);
    const auto in_title = titles_.phrase(words), in_owner = owners_.phrase(q.public_search ? "" : words);
    const bool as_number = typed.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == typed.npos;
    if (set.count() < std::ssize(ids_) / kFewCandidates)
        return set.keep_if([&](std::size_t place) {
            const auto doc = static_cast<DocId>(place);
            return titles_.holds(doc, in_title) || owners_.holds(doc, in_owner) ||
                   (as_number && number(doc).find(typed) != std::string_view::npos);
        });
    search::DocSet found(size());
    titles_.find(in_title, found);
    owners_.find(in_owner, found);
    if (as_number) find_number(typed, found);
    set.keep(found);
}

/// Through all numbers as one text, where what reaches from one into the next is no find. Behind a find the
/// next number is looked at first: parts that many numbers have stand close together.
void ListColumns::find_number(std::string_view part, search::DocSet& found) const {
    const auto end_of = [&](DocId doc) {
        return doc + 1 < size() ? number_at_[doc + 1] : number_bytes_.size();
    };
    std::size_t at = 0;
    for (DocId doc = 0; doc < size(); at = end_of(doc), ++doc) {
        if (at == number_at_[doc] && number(doc).find(part) != std::string_view::npos) {
            found.add(doc);
            continue;
        }
        at = find_from(number_bytes_, part, at);
        if (at == std::string_view::npos) return;
        while (end_of(doc) <= at) ++doc;
        if (at + part.size() <= end_of(doc)) found.add(doc);
    }
}

Counts ListColumns::count(const search::DocSet& set) const {
    const auto all = set.count(), practices = set.count_common(practices_);
    return {all, practices, all - practices};
}

ListLine ListColumns::line(DocId doc, const Conditions& conditions) const {
    auto best = kEnd;
    for (auto slot = first_[doc]; slot != kEnd; slot = next_[slot])
        if (fulfils(slot, conditions) && (best == kEnd || day_[best] <= day_[slot])) best = slot;
    if (best == kEnd) return {id(doc), {}, {}, 0, {}, {}, {}};
    ListLine line{id(doc),
                  units_[unit_[best]],
                  Date::from_days(day_[best]),
                  year_[best],
                  static_cast<Precision>(precision_[best]),
                  {},
                  {}};
    if (basis_[best] > 0) line.basis = static_cast<Basis>(basis_[best] - 1);
    if (level_[best] > 0) line.level = static_cast<RecognitionLevel>(level_[best] - 1);
    return line;
}

std::vector<ListLine> ListColumns::lines(std::span<const DocId> docs, const ListQuery& query,
                                         const UnitMask* mask) const {
    const Conditions conditions(query, mask);
    std::vector<ListLine> out;
    out.reserve(docs.size());
    for (const auto doc : docs) out.push_back(line(doc, conditions));
    return out;
}

search::DocSet ListColumns::registered(const UnitMask& mask) const {
    search::DocSet set(size());
    for (std::size_t slot = 0; slot < doc_.size(); ++slot)
        if (doc_[slot] != kNoDoc && mask[unit_[slot]] != 0) set.add(doc_[slot]);
    return set;
}

std::vector<int> ListColumns::years(const UnitMask* mask) const {
    std::set<int, std::greater<>> found;
    int last = 0;  // lists come year by year: mostly the same as before
    for (std::size_t slot = 0; slot < doc_.size(); ++slot)
        if (doc_[slot] != kNoDoc && year_[slot] != last && (!mask || (*mask)[unit_[slot]] != 0))
            found.insert(last = year_[slot]);
    return {found.begin(), found.end()};
}

std::vector<std::string> ListColumns::themes(const UnitMask* mask, std::size_t limit) const {
    std::optional<search::DocSet> within;
    if (mask) within = registered(*mask);
    std::set<std::int64_t> found;
    std::int64_t last = 0;
    for (std::size_t i = 0; i < theme_.size(); ++i) {
        const auto doc = theme_doc_[i];
        if (doc == kNoDoc || theme_[i] == last || first_[doc] == kEnd || (within && !within->has(doc)))
            continue;
        found.insert(last = theme_[i]);
    }
    std::vector<const Theme*> named;
    for (const auto id : found)
        if (const auto known = theme_ids_.find(id); known != theme_ids_.end())
            named.push_back(&known->second);
    std::ranges::sort(named, {}, &Theme::folded);
    std::vector<std::string> out;
    for (const auto* theme : named)
        if (out.size() < limit) out.push_back(theme->name);
    return out;
}

}  // namespace kheo::registry
