// SPDX-License-Identifier: Apache-2.0
// What lists are filtered, counted and sorted by, of every initiative, in memory: narrow columns, 0 … size-1
// by id. The texts that a list shows stay in the database. No SQL, no map, no rights: units come in as a
// mask. Not synchronised: many readers, or one writer (list_index.hpp sees to it).
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/search/doc_set.hpp"
#include "platform/search/text_index.hpp"
#include "registry/registry.hpp"

namespace kheo::registry {

using DocId = std::uint32_t;  // place of an initiative in the columns
inline constexpr DocId kNoDoc = std::numeric_limits<DocId>::max();

/// One byte per unit of ListColumns::units(): may its registrations count?
using UnitMask = std::vector<std::uint8_t>;

/// An initiative as the columns take it.
struct IndexedInitiative {
    InitiativeId id;
    std::string number;
    Kind kind = Kind::practice;
    std::optional<OwnerType> owner_type;
    std::optional<Sector> sector;
    std::string field;
    State state = State::registered;
    Millis updated_at = 0;
    std::string title_words, owner_words;  // fold_words
};
/// A live registration as the columns take it.
struct IndexedRegistration {
    InitiativeId initiative;
    territory::UnitId unit;
    Date date;
    int campaign_year = 0;
    Precision precision = Precision::day;
    std::optional<Basis> basis;
    std::optional<RecognitionLevel> level{};  // of the highest decision that stands
};

/// One line of an answer: the initiative and the newest registration that fulfils the conditions.
struct ListLine {
    InitiativeId id;
    territory::UnitId unit;
    Date date;
    int campaign_year = 0;
    Precision precision = Precision::day;
    std::optional<Basis> basis;
    std::optional<RecognitionLevel> level{};
};

class ListColumns {
  public:
    std::size_t size() const { return ids_.size(); }
    InitiativeId id(DocId doc) const { return {ids_[doc]}; }
    DocId find(InitiativeId id) const;  // kNoDoc when unknown
    const std::vector<territory::UnitId>& units() const { return units_; }
    std::string_view number(DocId doc) const;
    Millis updated_at(DocId doc) const { return updated_[doc]; }

    /// Adds an initiative, or gives a known one new values and takes its registrations and themes away. False
    /// when it is older than the newest known one: then only columns made anew keep the order.
    bool set(const IndexedInitiative& initiative);
    /// Registrations of one initiative come in order of their ids.
    void add(const IndexedRegistration& registration);
    void add_theme(InitiativeId initiative, std::int64_t theme_id);
    void name_theme(std::int64_t id, std::string name, std::string folded);
    bool names_theme(std::int64_t id) const { return theme_ids_.contains(id); }
    /// Much of what is kept belongs to nobody any more.
    bool wasteful() const;
    /// Room for so many, so that a load of all need not copy what it has.
    void reserve(std::size_t initiatives, std::size_t registrations);

    /// The initiatives that fulfil everything but the kind; mask nullptr = registrations of any unit.
    search::DocSet select(const ListQuery& query, const UnitMask* mask) const;
    /// Keeps those of the asked kind; `code` empty: all.
    void keep_kind(search::DocSet& set, std::string_view code) const;
    /// Keeps those that are (or are not) among these initiatives.
    void keep_among(search::DocSet& set, std::span<const InitiativeId> ids, bool among) const;
    Counts count(const search::DocSet& set) const;
    std::vector<ListLine> lines(std::span<const DocId> docs, const ListQuery& query,
                                const UnitMask* mask) const;

    /// What filters offer: campaign years newest first, names of themes in folded order.
    std::vector<int> years(const UnitMask* mask) const;
    std::vector<std::string> themes(const UnitMask* mask, std::size_t limit) const;

  private:
    struct Conditions;
    static constexpr std::uint32_t kEnd = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t unit_index(territory::UnitId unit);
    bool fulfils(std::uint32_t slot, const Conditions& conditions) const;
    std::uint64_t fulfilling(std::size_t slot, std::size_t count, const Conditions& conditions) const;
    ListLine line(DocId doc, const Conditions& conditions) const;
    void select_registrations(search::DocSet& set, const Conditions& conditions) const;
    void keep_theme(search::DocSet& set, const std::string& theme) const;
    void keep_search(search::DocSet& set, const ListQuery& query) const;
    void find_number(std::string_view part, search::DocSet& found) const;
    search::DocSet registered(const UnitMask& mask) const;
    void forget_parts(DocId doc);

    // by initiative
    std::vector<std::int64_t> ids_;
    std::vector<std::uint8_t> kind_, owner_type_, sector_, state_,
        has_theme_;                     // 0 = not stated, else 1 + code
    std::vector<std::uint16_t> field_;  // 0 = not stated
    std::vector<Millis> updated_;
    std::vector<std::uint32_t> first_, last_;  // chain of its registrations; kEnd = none
    std::string number_bytes_;                 // lower case, one after the other
    std::vector<std::uint32_t> number_at_;
    search::DocSet practices_, live_;  // live: has a registration
    search::TextIndex titles_, owners_;
    std::map<std::string, std::uint16_t, std::less<>> field_codes_;
    // by registration
    std::vector<DocId> doc_;  // kNoDoc: not in use
    std::vector<std::uint32_t> unit_, next_;
    std::vector<std::int32_t> day_;
    std::vector<std::int16_t> year_;
    std::vector<std::uint8_t> basis_, precision_, level_;
    std::size_t unused_ = 0;
    std::vector<territory::UnitId> units_;
    std::map<std::int64_t, std::uint32_t> unit_places_;
    // themes
    struct Theme {
        std::string name, folded;
    };
    std::map<std::int64_t, Theme> theme_ids_;
    std::vector<DocId> theme_doc_;
    std::vector<std::int64_t> theme_;
};

}  // namespace kheo::registry
