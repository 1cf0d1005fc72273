// SPDX-License-Identifier: Apache-2.0
// The manners of the command line: what an operator reads who typed something wrong, or asks for help.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "app/command.hpp"
#include "support/temp_dir.hpp"

namespace kheo::app {

namespace {

using testing::HasSubstr;
using testing::Not;

struct Said {
    int code = 0;
    std::string out, err;
};

Said kheo(std::vector<std::string> typed) {
    std::ostringstream out, err;
    Program program{.location = {}, .clock = {}, .out = out, .err = err};
    std::vector<const char*> words{"kheo"};
    for (const auto& word : typed) words.push_back(word.c_str());
    const auto code = run(program, static_cast<int>(words.size()), words.data());
    return {code, out.str(), err.str()};
}

struct Wrong {
    std::vector<std::string> typed;
    std::string sentence;
};

class WrongUsage : public testing::TestWithParam<Wrong> {};

/// Every help text, from the root down.
void collect(const CLI::App& command, std::vector<std::string> path,
             std::vector<std::vector<std::string>>& out) {
    out.push_back(path);
    for (const auto* each : command_line::commands_of(command)) {
        auto longer = path;
        longer.push_back(each->get_name());
        collect(*each, longer, out);
    }
}

}  // namespace

TEST_P(WrongUsage, IsASentenceThatSaysWhatToWrite) {
    const auto said = kheo(GetParam().typed);
    EXPECT_EQ(said.code, 2);
    EXPECT_EQ(said.err, GetParam().sentence + "\n");
    EXPECT_EQ(said.out, "");
}

INSTANTIATE_TEST_SUITE_P(
    OfTheCommandLine, WrongUsage,
    testing::Values(
        Wrong{{"chek", "--data", "x"},
              "Không có lệnh “chek”. Có phải ý là “kheo check”? Xem các lệnh: “kheo --help”."},
        Wrong{{"verify"},
              "Không có lệnh “verify”. Có phải ý là “kheo ledger verify”? Xem các lệnh: “kheo --help”."},
        Wrong{{"version"},
              "Không có lệnh “version”. Có phải ý là “kheo --version”? Xem các lệnh: “kheo --help”."},
        Wrong{
            {"ledger", "verfy"},
            "Không có lệnh “verfy”. Có phải ý là “kheo ledger verify”? Xem các lệnh: “kheo ledger --help”."},
        Wrong{{"xyz"}, "Không có lệnh “xyz”. Xem các lệnh: “kheo --help”."},
        Wrong{{"import"}, "Chưa có lệnh. Các lệnh: initiatives, list, undo, all. Xem “kheo import --help”."},
        Wrong{{"check", "--dta", "x"},
              "“kheo check” không có tùy chọn “--dta”. Có phải ý là “--data”? Xem “kheo check --help”."},
        Wrong{{"check", "-data", "x"},
              "“kheo check” không có tùy chọn “-data”. Có phải ý là “--data”? Xem “kheo check --help”."},
        Wrong{{"check", "thừa"},
              "Thừa “thừa” sau “kheo check”. Viết trong ngoặc kép nếu nội dung có dấu cách. Xem “kheo check "
              "--help”."},
        Wrong{{"check", "--data"}, "Sau --data phải có THƯ_MỤC. Xem “kheo check --help”."},
        Wrong{{"check", "--data", "--database"}, "Sau --data phải có THƯ_MỤC. Xem “kheo check --help”."},
        Wrong{{"check", "--database"}, "Sau --database phải có ĐỊA_CHỈ. Xem “kheo check --help”."},
        Wrong{{"check", "--database", "a", "--database", "b"},
              "--database chỉ được ghi một lần. Xem “kheo check --help”."},
        Wrong{{"check", "--data", "a", "--data", "b"},
              "--data chỉ được ghi một lần. Xem “kheo check --help”."},
        Wrong{{"restore", "--data", "x"},
              "“kheo restore” còn thiếu: TỆP, --key TỆP. Xem “kheo restore --help”."},
        Wrong{{"export", "--data", "x"},
              "Chọn một trong hai: --all THƯ_MỤC (tất cả) hoặc --public THƯ_MỤC (phần ai cũng được xem)."},
        Wrong{{"serve", "--limit-address", "-1"},
              "--limit-address phải là số từ 0 đến 1.000.000 (dấu thập phân là dấu chấm), không phải “-1”."},
        Wrong{{"serve", "--limit-account", "nan"},
              "--limit-account phải là số từ 0 đến 1.000.000 (dấu thập phân là dấu chấm), không phải “nan”."},
        Wrong{{"serve", "--io-threads", "0"}, "--io-threads phải là số nguyên từ 1 đến 64, không phải “0”."},
        Wrong{{"serve", "--io-threads", "-1"},
              "--io-threads phải là số nguyên từ 1 đến 64, không phải “-1”."},
        Wrong{{"serve", "--io-threads", "2x"},
              "--io-threads phải là số nguyên từ 1 đến 64, không phải “2x”."},
        Wrong{{"serve", "--log", "xml"}, "--log phải là json, text hoặc off, không phải “xml”."},
        Wrong{{"ledger", "prove", "0"}, "SỐ phải là số nguyên từ 1 đến 1.000.000.000, không phải “0”."},
        Wrong{{"ledger", "prove", "--from", "9e9"},
              "--from phải là số nguyên từ 1 đến 1.000.000.000, không phải “9e9”."}));

TEST(CommandLine, ListensOnlyWhereThereIsAnAddressAndAPort) {
    const test::TempDir empty;
    const auto data = (empty.path() / "absent").string();
    for (const auto* wrong : {"máy-chủ:8080",
                              "may.example:8080",
                              "8080",
                              "127.0.0.1",
                              "127.0.0.1:99999",
                              "127.0.0.1:-1",
                              "127.0.0.1:abc",
                              "127.0.0.1:",
                              ":8080",
                              "1.2.3.4:80:90",
                              "[::1:8080",
                              "[::1]",
                              "localhost:x",
                              "",
                              "::1",
                              "fe80::1:2:3",
                              "::1:8080",
                              " 127.0.0.1:8080",
                              "127.0.0.1 :8080",
                              "[1.2.3.4:80]:90",
                              "[127.0.0.1]:80",
                              "[[::1]]:80"}) {
        const auto said = kheo({"serve", "--data", data, "--listen", wrong});
        EXPECT_EQ(said.code, 2) << wrong;
        EXPECT_THAT(said.err,
                    HasSubstr("Không hiểu nơi nghe “" + std::string(wrong) + "”. Viết ĐỊA_CHỈ:CỔNG"))
            << wrong;
    }
    for (const auto* right : {"localhost", "localhost:8081", "127.0.0.1:0", "0.0.0.0:80", "[::1]:8080"})
        EXPECT_THAT(kheo({"serve", "--data", data, "--listen", right}).err,
                    HasSubstr("không có dữ liệu Khéo"))
            << right;
}

TEST(CommandLine, AnswersWrongUsageAsJsonToo) {
    const auto said = kheo({"chek", "--json"});
    EXPECT_EQ(said.code, 2);
    EXPECT_THAT(said.out, HasSubstr(R"({"error":{"kind":"usage","message":"Không có lệnh “chek”.)"));
}

TEST(CommandLine, ExplainsEveryCommandInVietnameseAndKeepsToTheScreen) {
    std::ostringstream nothing;
    std::vector<std::vector<std::string>> all;
    const char* asked[] = {"kheo", "--version"};
    Program probe{.location = {}, .clock = {}, .out = nothing, .err = nothing};
    ASSERT_EQ(run(probe, 2, asked), 0);
    collect(probe.cli, {}, all);
    ASSERT_GT(all.size(), 30u);
    for (auto words : all) {
        words.push_back("--help");
        const auto said = kheo(words);
        EXPECT_EQ(said.code, 0);
        EXPECT_THAT(said.out, HasSubstr("Cách dùng: kheo"));
        for (const auto* english :
             {"Usage", "OPTIONS", "Options", "TEXT", "REQUIRED", "Subcommands", "Print this"})
            EXPECT_THAT(said.out, Not(HasSubstr(english)));
        std::istringstream lines(said.out);
        for (std::string line; std::getline(lines, line);)
            EXPECT_LE(std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; }), 90) << line;
    }
}

TEST(CommandLine, SaysItsVersion) {
    const auto said = kheo({"--version"});
    EXPECT_EQ(said.code, 0);
    EXPECT_THAT(said.out, testing::MatchesRegex("kheo [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

}  // namespace kheo::app
