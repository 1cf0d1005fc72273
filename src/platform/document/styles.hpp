// SPDX-License-Identifier: Apache-2.0
// What paragraphs and runs look like: the few properties the HTML view shows, resolved through the style
// sheet of the document (basedOn chains, then direct formatting). Used inside this room.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace kheo::document {

struct Look {
    bool bold = false, italic = false, underline = false, shaded = false;
    int half_points = 28;                     // font size
    std::string align = "left";               // left, center, right, both
    int left = 0, right = 0, first_line = 0;  // twentieths of a point
    int before = 0, after = 0;                // twentieths of a point
    int outline = -1;                         // heading level from 0
    bool rule = false;                        // a line drawn above
    bool new_page = false;                    // begins a page
    bool title = false;                       // the document's title

    bool operator==(const Look&) const = default;
};

/// Changes look by what a w:pPr or w:rPr says.
void apply_paragraph(pugi::xml_node properties, Look& look);
void apply_run(pugi::xml_node properties, Look& look);

class Styles {
  public:
    /// root: w:styles; borrowed for the life of this object.
    explicit Styles(pugi::xml_node root);

    Look paragraph(pugi::xml_node paragraph) const;
    Look run(pugi::xml_node run, const Look& paragraph) const;
    /// Has the table drawn borders, by its style or its own properties?
    bool bordered(pugi::xml_node table) const;

  private:
    void apply_style(std::string_view id, Look& look, int depth = 0) const;
    std::map<std::string, pugi::xml_node, std::less<>> by_id_;
    Look base_;
    std::string default_paragraph_;
};

}  // namespace kheo::document
