// SPDX-License-Identifier: Apache-2.0
// xl/styles.xml with a few styles added: copies of existing cell styles with a light fill, and the style of
// remarks. Existing styles keep their numbers, so no other part changes. Not thread-safe.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/sheet/annotate.hpp"

namespace kheo::sheet {

class StyleBook {
  public:
    /// A part without fills or cell styles is left alone: then every style stays what it was.
    explicit StyleBook(std::string xml);

    int filled(int style, Severity severity);
    int remark(Severity severity);
    /// The style without the tint of an earlier round; the style itself when it has none of ours.
    int untinted(int style);
    bool wraps(int style) const;

    bool changed() const { return !added_.empty(); }
    std::string xml() const;

  private:
    struct Block {
        std::size_t begin = 0, content = 0, end_tag = 0;  // of the start tag, behind it, of the end tag
        int count = 0;
        bool complete() const { return end_tag > content && content > begin; }
    };
    void scan();
    int add(std::string format);
    std::string fill_id(Severity severity) const;
    std::string start_tag(const char* name, int count) const;

    std::string xml_;
    std::string prefix_;
    Block fills_, formats_;
    std::vector<std::string> existing_;  // raw <xf> elements
    std::vector<std::string> added_;
    std::map<std::pair<int, Severity>, int> filled_;
    std::map<Severity, int> remarks_;
    std::set<std::string> tinted_fills_;  // numbers of fills with our tints
    std::map<int, int> untinted_;
};

}  // namespace kheo::sheet
