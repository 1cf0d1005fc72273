// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "platform/document/document.hpp"

namespace kheo::document {

namespace {

constexpr std::string_view kRules = R"(/* Official paper on the screen and from the printer. */
.giay{box-sizing:border-box;width:210mm;min-height:297mm;margin:1.5rem auto;background:#fff;color:#000;
 font-family:"Times New Roman",Tinos,"Liberation Serif",serif;font-size:14pt;line-height:1.3;
 box-shadow:0 2px 12px rgb(0 0 0/.2);position:relative;color-scheme:light}
.giay p,.giay h1,.giay h2,.giay h3,.giay h4{margin:0;font-weight:400;font-family:inherit;line-height:inherit;
 color:inherit;overflow-wrap:anywhere;letter-spacing:0;max-width:none;text-wrap:wrap}
.giay b{font-weight:700}
.giay .g-left{text-align:left}.giay .g-center{text-align:center}.giay .g-right{text-align:right}
.giay .g-both{text-align:justify}
.giay .g-first{text-indent:12.7mm}.giay .g-before{margin-top:8pt}.giay .g-after{margin-bottom:4pt}
.giay .g-rule{border-top:.75pt solid #000;height:5pt;margin-top:1.5pt}
.giay .g-hint{background:#fff2cc;color:#404040}
.giay table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0;font:inherit;color:inherit;background:none}
.giay td,.giay th{padding:0;vertical-align:top;font-weight:inherit;text-align:inherit;background:none;border:0;color:inherit}
.giay .g-grid{margin:2pt 0 6pt}
.giay .g-grid td,.giay .g-grid th{border:.75pt solid #000;padding:2pt 4pt;vertical-align:middle}
.giay .g-header{position:absolute;top:10mm;left:30mm;right:15mm}
.giay .g-footer{margin-top:14pt;border-top:.5pt solid #777;padding-top:3pt}
@media screen and (max-width:820px){
.giay{width:auto;min-height:0;margin:.75rem;padding:14mm 5mm 8mm;font-size:13pt}
.giay .g-header{left:5mm;right:5mm;top:4mm}
.giay .g-scroll{overflow-x:auto}.giay .g-grid{min-width:34rem}
.giay .g-plain,.giay .g-plain tbody,.giay .g-plain tr,.giay .g-plain td{display:block;width:auto}
.giay .g-plain td+td{margin-top:8pt}
}
@page{size:A4 portrait;margin:20mm 15mm 20mm 30mm;@top-center{content:counter(page);font:13pt "Times New Roman",Tinos,serif}}
@page :first{@top-center{content:none}}
@media print{
/* A table whose head and foot repeat: what a draft and a demonstration say of themselves stands on every page. */
.giay.giay{display:table;width:100%;min-height:0;margin:0;padding:0;box-shadow:none}
.giay .g-header{display:table-header-group;position:static;break-inside:avoid}
.giay .g-footer{display:table-footer-group;border:0;break-inside:avoid}
.giay .g-page{break-before:page}
.giay .g-plain{break-before:avoid}
.giay thead{display:table-header-group}.giay tr{break-inside:avoid}
.giay h2,.giay h3,.giay h4{break-after:avoid}
}
)";

}  // namespace

std::string paper_css() {
    std::string out;
    for (int mm = 0; mm <= 60; ++mm)
        out += fmt::format(
            ".g-mt{0}{{padding-top:{0}mm}}.g-mr{0}{{padding-right:{0}mm}}.g-mb{0}{{padding-bottom:{0}mm}}"
            ".g-ml{0}{{padding-left:{0}mm}}\n",
            mm);
    for (int mm = 0; mm <= 120; ++mm)
        out +=
            fmt::format(".giay .g-left{0}{{margin-left:{0}mm}}.giay .g-right{0}{{margin-right:{0}mm}}\n", mm);
    for (int half = 8; half <= 72; ++half)
        out += fmt::format(".giay .g-s{}{{font-size:{}.{}pt}}\n", half, half / 2, half % 2 * 5);
    for (int percent = 1; percent <= 100; ++percent) out += fmt::format(".g-w{0}{{width:{0}%}}\n", percent);
    return out.append(kRules);
}

}  // namespace kheo::document
