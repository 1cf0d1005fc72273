// SPDX-License-Identifier: Apache-2.0
// Hostile values in every place a template can put them, through a compiled template.
#include "platform/view/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/view/chart.hpp"
#include "platform/view/components.hpp"
#include "platform/view/evil_model.hpp"
#include "platform/view/layout.hpp"
#include "platform/view/views/evil.view.hpp"

namespace kheo::view {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string render(const test::Evil& page) {
    Html out;
    views::evil(out, page);
    return out.take();
}

TEST(Escaping, MarkupInAValueStaysText) {
    const auto html = render({.value = "<script>alert('x')</script>\" onclick=\"y"});
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html,
                HasSubstr("title=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onclick=&quot;y\""));
}

TEST(Escaping, SentenceArgumentsAreEscapedToo) {
    EXPECT_THAT(render({.value = "<b>"}), HasSubstr("Mã lỗi: &lt;b&gt;"));
}

TEST(Escaping, TextareaCannotBeClosedAndKeepsItsFirstLineBreak) {
    EXPECT_THAT(render({.value = "\n</textarea>"}),
                HasSubstr("<textarea name=\"x\">\n\n&lt;/textarea&gt;</textarea>"));
}

TEST(Escaping, AddressesWithOtherSchemesBecomeHarmless) {
    for (const auto* evil :
         {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
          "data:text/html,x", "vbscript:x", "//evil.example/", "/\\evil.example", "\x01javascript:x"})
        EXPECT_THAT(render({.value = evil}), HasSubstr("<a href=\"#\">1</a>")) << evil;
}

TEST(Escaping, OrdinaryAddressesPass) {
    for (const auto* good :
         {"/mo-hinh?a=1", "https://example.org/", "mailto:a@b.vn", "#f-title", "?trang=2", "a/b:c"})
        EXPECT_TRUE(is_safe_url(good)) << good;
}

TEST(Escaping, PiecesOfAnAddressCannotLeaveTheirPlace) {
    const auto html = render({.value = "a/b?c&d=é\"", .number = 2});
    EXPECT_THAT(html,
                HasSubstr("/mo-hinh/a%2Fb%3Fc%26d%3D%C3%A9%22?tim=a%2Fb%3Fc%26d%3D%C3%A9%22&amp;trang=2"));
}

TEST(Templates, BranchesAndLoops) {
    EXPECT_THAT(render({.number = 0}), HasSubstr("<u>0</u>"));
    EXPECT_THAT(render({.number = 1}), HasSubstr("<i>1</i>"));
    EXPECT_THAT(render({.number = 13663}), HasSubstr("<b>13.663</b>"));
    EXPECT_THAT(render({.items = {"a", "b"}}), HasSubstr("<ul><li>a</li><li class=\"on\">b</li></ul>"));
}

TEST(Templates, RawMarkupPassesAsItIs) {
    EXPECT_THAT(render({}), HasSubstr("<svg></svg>"));
}

TEST(Numbers, FollowTheLanguageOfThePage) {
    Html english(Language::en);
    english.text(count(13663));
    english.text(" ");
    english.text(decimal(57, 1));
    EXPECT_EQ(english.take(), "13,663 5.7");
}

TEST(Components, AFieldShowsItsErrorAndKeepsWhatWasTyped) {
    Html out;
    field(out,
          {.name = "date", .label = "Ngày", .value = "31/02/2026", .error = "Ngày 31/02/2026 không có."});
    const auto html = out.take();
    EXPECT_THAT(html, HasSubstr("class=\"f err\""));
    EXPECT_THAT(html, HasSubstr("id=\"f-date\" name=\"date\" value=\"31/02/2026\" "
                                "aria-describedby=\"e-date\" aria-invalid=\"true\""));
    EXPECT_THAT(html, HasSubstr("id=\"e-date\""));
}

TEST(Components, APagerLeavesGapsAndMarksThePage) {
    Html out;
    pager(out, {.total = 1480, .page = 5, .per_page = 20, .base = "/mo-hinh?trang="});
    const auto html = out.take();
    EXPECT_THAT(html, HasSubstr("81–100 trong 1.480"));
    EXPECT_THAT(html, HasSubstr("<span aria-current=\"page\">5</span>"));
    EXPECT_THAT(html, HasSubstr("href=\"/mo-hinh?trang=74\">74</a>"));
    EXPECT_THAT(html, Not(HasSubstr(">7</a>")));
}

TEST(Charts, EscapeLabelsAndLinks) {
    const std::vector<Bar> bars{
        {.label = "<b>Kinh tế</b>", .value = 435, .css = "kt", .href = "javascript:1"},
        {.label = "B", .value = 870}};
    const auto svg = std::string(bar_chart(Language::vi, "Theo \"lĩnh vực\"", bars).html());
    EXPECT_THAT(svg, HasSubstr("aria-label=\"Theo &quot;lĩnh vực&quot;\""));
    EXPECT_THAT(svg, HasSubstr("&lt;b&gt;Kinh tế"));
    EXPECT_THAT(svg, HasSubstr("href=\"#\""));
    EXPECT_THAT(svg, HasSubstr("class=\"kt\" width=\"500\""));
}

TEST(Charts, NothingToDrawIsNoFault) {
    EXPECT_TRUE(sparkline({}).empty());
    EXPECT_THAT(std::string(grouped_bars(Language::vi, "x", {}, {}).html()), HasSubstr("</svg>"));
    const std::vector<Bar> zero{{.label = "a", .value = 0}};
    EXPECT_THAT(std::string(bar_chart(Language::vi, "x", zero).html()), HasSubstr("width=\"0\""));
}

TEST(Appearance, ChoicesGoIntoCookiesAndOnlyLocalAddressesAreFollowed) {
    http::Request request;
    request.query.add("mau", "toi");
    request.query.add("ve", "//evil.example/");
    const auto response = appearance_route().handler(request);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 303);
    bool cookie = false;
    for (const auto& [name, value] : response->headers) {
        EXPECT_TRUE(name != "Location" || value == "/") << value;
        cookie |= name == "Set-Cookie" && value.starts_with("kheo_mau=toi;");
    }
    EXPECT_TRUE(cookie);
}

TEST(Layout, DemonstrationPagesCarryTheBanner) {
    Site site{.name = "Dân vận khéo", .demonstration = true};
    const Shell shell{.site = &site, .path = "/"};
    Html out;
    public_page(out, shell, {.title = "Trang <thử>"}, [&] { out.markup("<p>1</p>"); });
    const auto html = out.take();
    EXPECT_THAT(html, HasSubstr("BẢN TRÌNH DIỄN"));
    EXPECT_THAT(html, HasSubstr("<title>Trang &lt;thử&gt; – Dân vận khéo</title>"));
    EXPECT_THAT(html, HasSubstr("<p>1</p>"));
    EXPECT_THAT(html, Not(HasSubstr("/dang-nhap")));
}

TEST(Layout, EntriesAreMarkedWhereTheReaderIs) {
    const Shell shell{.path = "/mo-hinh/12"};
    EXPECT_TRUE(shell.is_current("/mo-hinh"));
    EXPECT_FALSE(shell.is_current("/mo"));
    EXPECT_FALSE(shell.is_current("/"));
}

}  // namespace
}  // namespace kheo::view
