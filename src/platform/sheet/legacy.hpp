// SPDX-License-Identifier: Apache-2.0
// Vietnamese text from before Unicode: TCVN3 (ABC, fonts .VnTime) and VNI-Windows, as bytes or as the Latin-1
// look-alikes an old sheet shows ("M« h×nh d©n vËn khÐo", "Moâ hình daân vaän kheùo"). Proper Vietnamese is
// never touched: a text is converted only when its words are Vietnamese syllables afterwards and were not
// before. Tables: TCVN 5712:1993 VN3 as glibc has it; VNI-Windows as its fonts draw. Pure, safe from any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {

/// How well the words of a text fit; only words with a character above ASCII count.
struct Fit {
    int good = 0, bad = 0;
};

Fit fit(std::u32string_view text);

/// Code points below 256 as an old encoding, to Unicode NFC; other characters stay. Words in capitals of a
/// capital font come out in capitals.
std::u32string decode(std::u32string_view text, Legacy encoding);

/// What one cell is written in, judged by itself.
Legacy detect_legacy(std::string_view text);

/// Converts the cell where detect_legacy says so and returns what it was.
Legacy decode_legacy(std::string& text);

/// Cells too short to judge alone ("Phó") follow the sheet: where at least five cells were converted from one
/// encoding and none is proper Vietnamese beyond Latin-1, the remaining ones that fit are converted too.
void decode_rest(Workbook& workbook);

}  // namespace kheo::sheet
