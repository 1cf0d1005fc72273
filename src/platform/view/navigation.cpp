// SPDX-License-Identifier: Apache-2.0
// Components that lead somewhere or show a course of things: crumbs, tabs, chips, segments, pager, sortable
// headings, steps, timeline.
#include <algorithm>

#include "platform/view/components.hpp"
#include "platform/view/messages.gen.hpp"
#include "platform/view/views/moment_list.view.hpp"
#include "platform/view/views/pager_bar.view.hpp"
#include "platform/view/views/step_list.view.hpp"

namespace kheo::view {

namespace {

void choice_link(Html& out, std::string_view css, std::string_view current, const Choice& choice) {
    out.markup(R"(<a href=")");
    out.url(choice.href);
    out.markup(R"(")");
    if (!css.empty()) {
        out.markup(R"( class=")");
        out.markup(css);
        if (choice.current) out.markup(" on");
        out.markup(R"(")");
    }
    if (choice.current) {
        out.markup(R"( aria-current=")");
        out.markup(current);
        out.markup(R"(")");
    }
    out.markup(">");
    out.text(choice.label);
    if (!choice.count.empty()) {
        out.markup(" <b>");
        out.text(choice.count);
        out.markup("</b>");
    }
    out.markup("</a>");
}

}  // namespace

void crumbs(Html& out, std::span<const Crumb> path) {
    out.markup(R"(<nav class="crumb" aria-label=")");
    out.attribute(msg::breadcrumbs);
    out.markup(R"("><ol>)");
    for (const auto& crumb : path) {
        if (crumb.href.empty()) {
            out.markup(R"(<li aria-current="page">)");
            out.text(crumb.label);
        } else {
            out.markup(R"(<li><a href=")");
            out.url(crumb.href);
            out.markup(R"(">)");
            out.text(crumb.label);
            out.markup("</a>");
        }
        out.markup("</li>");
    }
    out.markup("</ol></nav>");
}

void tabs(Html& out, const Label& name, std::span<const Choice> choices) {
    out.markup(R"(<nav class="tabs" aria-label=")");
    out.attribute(name);
    out.markup(R"(">)");
    for (const auto& choice : choices) choice_link(out, "", "page", choice);
    out.markup("</nav>");
}

void chips(Html& out, std::span<const Choice> choices) {
    out.markup(R"(<div class="row chips">)");
    for (const auto& choice : choices) choice_link(out, "chip", "true", choice);
    out.markup("</div>");
}

void segments(Html& out, const Label& name, std::span<const Choice> choices) {
    out.markup(R"(<div class="seg" role="group" aria-label=")");
    out.attribute(name);
    out.markup(R"(">)");
    for (const auto& choice : choices) choice_link(out, "", "true", choice);
    out.markup("</div>");
}

void pager(Html& out, const Pager& pager) {
    if (pager.total <= 0 || pager.per_page <= 0) return;
    const auto pages = static_cast<int>((pager.total + pager.per_page - 1) / pager.per_page);
    const int page = std::clamp(pager.page, 1, pages);
    std::vector<int> numbers;  // 0 stands for a gap
    for (int n = 1; n <= pages; ++n)
        if (n == 1 || n == pages || std::abs(n - page) <= 1)
            numbers.push_back(n);
        else if (numbers.back() != 0)
            numbers.push_back(0);
    views::pager_bar(out, pager, page, pages, numbers);
}

void sort_header(Html& out, const Label& label, std::string_view href, int direction, bool numeric) {
    out.markup(R"(<th scope="col")");
    if (numeric) out.markup(R"( class="n")");
    if (direction != 0)
        out.markup(direction > 0 ? R"( aria-sort="ascending")" : R"( aria-sort="descending")");
    out.markup(R"(><a class="sort" href=")");
    out.url(href);
    out.markup(R"(" title=")");
    out.attribute(msg::sort_by);
    out.markup(R"(">)");
    out.text(label);
    icon(out, direction == 0  ? IconName("selector")
              : direction > 0 ? IconName("chevron-up")
                              : IconName("chevron-down"));
    out.markup("</a></th>");
}

void steps(Html& out, std::span<const Step> steps) {
    views::step_list(out, steps);
}

void timeline(Html& out, std::span<const Moment> moments) {
    views::moment_list(out, moments);
}

}  // namespace kheo::view
