// SPDX-License-Identifier: Apache-2.0
// View models of the public pages: everything a template prints, already decided to be public.
#pragma once

#include <string>
#include <vector>

#include "platform/view/chart.hpp"
#include "platform/view/components.hpp"

namespace kheo::portal {

/// One initiative in a list or among the similar ones.
struct Card {
    std::string number, title;
    std::string field_code;
    view::Label field_name;
    std::string unit;  // as it was called on the day of registration
    int year = 0;
    std::string art;  // address of the illustration of its field
    view::Tone tone = view::Tone::neutral;
    view::Label state;  // empty: merely registered
};

struct Figure {
    std::int64_t value = 0;
    view::Label label;
    std::string href;
};

struct HomePage {
    std::int64_t total = 0;
    std::vector<Card> newest;
    std::vector<Figure> figures;
    view::Markup field_chart = view::Markup::trusted({});
    view::Markup year_chart = view::Markup::trusted({});  // empty while there is only one year
    std::string data_up_to{};                             // moment of the public copy
};

/// What the reader asked the list for, as typed.
struct Question {
    std::string search{}, field{}, year{}, unit{};
    int page = 1;

    /// Address of the list with these conditions, without language prefix; page 0 leaves "trang=" open for a
    /// pager.
    std::string address(int at_page) const;
};

struct Condition {
    view::Label label;
    std::string href_without;
};

struct ExplorerPage {
    Question question;
    std::int64_t found = 0, total = 0;
    int per_page = 12;
    std::vector<Card> cards;
    std::vector<view::Option> fields, years;
    std::vector<std::string> unit_names;  // suggestions while typing
    std::vector<Condition> conditions;
    view::Label unit_error;                // not found, or several
    std::vector<view::Choice> candidates;  // which of several was meant
    std::string data_up_to{};              // moment of the public copy
};

struct Section {
    view::Label heading;
    std::vector<std::string> paragraphs;
};

struct Fact {
    view::Label name;
    view::Label value;
};

/// A photo as the page shows it.
struct Shot {
    std::string small, medium, large, caption, day;
    view::Label alt;
};

struct InitiativePage {
    Card card;
    std::string owner;  // a collective; else empty
    std::string updated;
    std::vector<Section> sections;
    std::vector<Fact> facts;
    std::vector<Shot> cover;  // at most one, instead of the illustration
    std::vector<Shot> shots;  // the others
    std::string copy_href;    // for officers of other places; may be empty
    std::vector<Card> similar;
    std::string field_href;
    std::string data_up_to{};  // moment of the public copy
};

}  // namespace kheo::portal
