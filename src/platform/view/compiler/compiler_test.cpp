// SPDX-License-Identifier: Apache-2.0
// Templates that must be refused, with the line a person has to look at, and what a good one becomes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/view/compiler/generator.hpp"
#include "platform/view/compiler/scanner.hpp"

namespace kheo::view::compiler {
namespace {

using testing::HasSubstr;

const Place kPlace{"registry", "src/registry/views/page.html", "page"};

Output compile(const std::string& body) {
    return generate("{# view page(const Model& page) include \"registry/model.hpp\" #}\n" + body, kPlace);
}

/// "3: why", or "" when the template is accepted. Line 2 is the first line of the body.
std::string refusal(const std::string& body) {
    try {
        compile(body);
        return {};
    } catch (const Refusal& refused) {
        return std::to_string(refused.line) + ": " + refused.what();
    }
}

TEST(Refused, ValuesInScriptsAndStyles) {
    EXPECT_THAT(refusal("<script>{{ page.x }}</script>"), HasSubstr("2: no value may stand in a script"));
    EXPECT_THAT(refusal("<p>\n<script>1;</script></p>"), HasSubstr("3: a script or style body"));
    EXPECT_THAT(refusal("<style>p{}</style>"), HasSubstr("blocked by the policy"));
}

TEST(Refused, InlineStylesAndHandlers) {
    EXPECT_THAT(refusal("<p style=\"color:red\"></p>"), HasSubstr("make a class"));
    EXPECT_THAT(refusal("<a onclick=\"{{ page.x }}\"></a>"), HasSubstr("make an island"));
    EXPECT_THAT(refusal("<a OnClick=\"1\"></a>"), HasSubstr("make an island"));
}

TEST(Refused, UnquotedValuesAndNames) {
    EXPECT_THAT(refusal("<p class={{ page.x }}></p>"), HasSubstr("in quotes"));
    EXPECT_THAT(refusal("<p class=a></p>"), HasSubstr("must stand in quotes"));
    EXPECT_THAT(refusal("<p {{ page.x }}></p>"), HasSubstr("tag or attribute name"));
    EXPECT_THAT(refusal("<{{ page.x }}>"), HasSubstr("tag or attribute name"));
    EXPECT_THAT(refusal("<p class=\"a\"id=\"b\"></p>"), HasSubstr("a space must stand"));
    EXPECT_THAT(refusal("<img srcset=\"{{ page.x }}\">"), HasSubstr("srcset"));
    EXPECT_THAT(refusal("<!-- {{ page.x }} -->"), HasSubstr("HTML comment"));
}

TEST(Refused, LettersThatBelongInACatalogue) {
    EXPECT_THAT(refusal("<p>Mô hình</p>"), HasSubstr("messages.json"));
    EXPECT_THAT(refusal("<p>\n\nEnglish too</p>"), HasSubstr("4: letters"));
    EXPECT_THAT(refusal("<img alt=\"Tranh\">"), HasSubstr("messages.json"));
    EXPECT_THAT(refusal("<td data-l=\"Don vi\"></td>"), HasSubstr("messages.json"));
    EXPECT_EQ(refusal("<p class=\"abc\">12 · 3 – “4” &nbsp; (5%)</p>"), "");
}

TEST(Refused, TagsThatDoNotClose) {
    EXPECT_THAT(refusal("<div>\n<p></div>"), HasSubstr("3: </div> closes <p> of line 3"));
    EXPECT_THAT(refusal("<div>"), HasSubstr("2: <div> is not closed"));
    EXPECT_THAT(refusal("</div>"), HasSubstr("closes nothing"));
    EXPECT_THAT(refusal("<div/>"), HasSubstr("does not close itself"));
    EXPECT_THAT(refusal("<p class=\"a"), HasSubstr("ends inside <p>"));
}

TEST(Refused, BranchesThatLeaveAnotherPlace) {
    EXPECT_THAT(refusal("{% if a %}<b>{% end %}</b>"), HasSubstr("must be closed inside it"));
    EXPECT_THAT(refusal("<a href=\"{% if a %}/x{% end %}{{ page.x }}\"></a>"),
                HasSubstr("must be closed inside it"));
    EXPECT_THAT(refusal("<p>{% if a %}</p>{% end %}"), HasSubstr("must be closed inside it"));
}

TEST(Refused, StatementsThatDoNotFit) {
    EXPECT_THAT(refusal("{% if a %}"), HasSubstr("has no {% end %}"));
    EXPECT_THAT(refusal("{% end %}"), HasSubstr("without {% if %}"));
    EXPECT_THAT(refusal("{% else %}"), HasSubstr("without {% if %}"));
    EXPECT_THAT(refusal("{% loop x %}"), HasSubstr("unknown {% loop %}"));
    EXPECT_THAT(refusal("{% for x of xs %}{% end %}"), HasSubstr("for x in"));
    EXPECT_THAT(refusal("<p title=\"{% use a() %}\"></p>"), HasSubstr("between tags only"));
    EXPECT_THAT(refusal("<p title=\"{{raw a}}\"></p>"), HasSubstr("between tags only"));
    EXPECT_THAT(refusal("<a href=\"{{t key}}\"></a>"), HasSubstr("cannot stand in an address"));
    EXPECT_THAT(refusal("{{ page.x "), HasSubstr("not closed by }}"));
    EXPECT_THAT(refusal("{{ }}"), HasSubstr("empty"));
}

TEST(Refused, FormsThatPostWithoutTheirToken) {
    EXPECT_THAT(refusal("<form method=\"post\" action=\"/x\"></form>"), HasSubstr("csrf"));
    EXPECT_EQ(refusal("<form method=\"post\" action=\"/x\">{% use view::csrf(shell) %}</form>"), "");
    EXPECT_EQ(refusal("<form action=\"/x\"></form>"), "");
}

TEST(Refused, AWrongFirstLine) {
    EXPECT_THROW(generate("<p></p>", kPlace), Refusal);
    EXPECT_THROW(generate("{# page #}", kPlace), Refusal);
    EXPECT_THROW(generate("{# view other() #}", kPlace), Refusal);
}

TEST(Compiled, DeclaresTheFunctionInTheRoomsNamespace) {
    const auto out = compile("<p>{{ page.title }}</p>");
    EXPECT_THAT(out.header, HasSubstr("namespace kheo::registry::views {"));
    EXPECT_THAT(out.header, HasSubstr("void page(view::Html& out, const Model& page);"));
    EXPECT_THAT(out.header, HasSubstr("#include \"registry/model.hpp\""));
    EXPECT_THAT(out.source, HasSubstr("#line 2 \"src/registry/views/page.html\"\n    out.text(page.title);"));
    EXPECT_EQ(namespace_of_room("platform/view"), "kheo::view");
}

TEST(Compiled, AParameterThatIsNotNeededIsNoWarning) {
    const auto of = [](const std::string& body) {
        return generate("{# view page(const view::Shell& shell, const std::map<int, int>& page) #}\n" + body,
                        kPlace)
            .source;
    };
    EXPECT_THAT(of("<p>{{ page.title }}</p>"), HasSubstr("(void)shell;\n"));
    EXPECT_THAT(of("<p>{{ page.title }}</p>"), testing::Not(HasSubstr("(void)page;")));
    EXPECT_THAT(of("<p>{{ page.title }}</p>"), testing::Not(HasSubstr("(void)int")));
    EXPECT_THAT(of("<p>{{ subpage }} {{ shells }}</p>"), HasSubstr("(void)shell;\n    (void)page;\n"));
}

TEST(Compiled, EscapesByPlace) {
    EXPECT_THAT(compile("<p id=\"{{ a }}\"></p>").source, HasSubstr("out.attribute(a);"));
    EXPECT_THAT(compile("<a href=\"{{ a }}\"></a>").source, HasSubstr("out.url(a);"));
    EXPECT_THAT(compile("<a href=\"/x/{{ a }}\"></a>").source, HasSubstr("out.url_part(a);"));
    EXPECT_THAT(compile("<a href=\"{{ a }}?q={{ b }}\"></a>").source, HasSubstr("out.url_part(b);"));
}

TEST(Compiled, SentencesTakeArguments) {
    const auto source = compile("<p>{{t found count=page.total name=f(a, b) + 1}}</p>").source;
    EXPECT_THAT(source,
                HasSubstr("out.text(Sentence(msg::found, {{\"count\", std::string(out.plain(page.total))}, "
                          "{\"name\", std::string(out.plain(f(a, b) + 1))}}));"));
    EXPECT_THAT(compile("<p title=\"{{t view::msg::pager}}\"></p>").source,
                HasSubstr("out.attribute(view::msg::pager);"));
}

TEST(Compiled, WrapPassesTheBodyLast) {
    const auto source =
        compile("{% wrap view::public_page(shell, {.title = \"x\"}) %}<p></p>{% end %}").source;
    EXPECT_THAT(source, HasSubstr("view::public_page(out, shell, {.title = \"x\"}, [&] {"));
    EXPECT_THAT(source, HasSubstr("});"));
}

TEST(Compiled, WhiteSpaceIsShortenedButNotLost) {
    EXPECT_THAT(compile("<p>1\n      2</p>").source, HasSubstr("<p>1\\n2</p>"));
    EXPECT_THAT(compile("<pre>1\n  2</pre>").source, HasSubstr("<pre>1\\n  2</pre>"));
    EXPECT_THAT(compile("<p>1{% if a %} 2 {% end %} 3</p>").source, HasSubstr("out.markup(\" 3</p>\");"));
    EXPECT_THAT(compile("<p>1 {% if a %}2 {% end %} 3</p>").source, HasSubstr("out.markup(\"3</p>\");"));
    EXPECT_THAT(compile("<p>\n{% if a %}\n2{% else %}\n{% end %}\n3</p>").source,
                HasSubstr("out.markup(\"\\n3</p>\");"));
}

}  // namespace
}  // namespace kheo::view::compiler
