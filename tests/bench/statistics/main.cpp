// SPDX-License-Identifier: Apache-2.0
// The run store's part of dev/bench statistics (tests/bench/run_store.py runs it beside other engines):
//   make DIR ROWS [csv]  ROWS initiatives and twice as many petitions: snapshots, and lines for the others
//   ask DIR              the twelve questions: answers into DIR/answers, times as JSON
//   commune              which commune question 12 is about
//   change DIR           how soon a change counts, what many of them cost, how long a merge takes
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/number.hpp"
#include "questions.hpp"
#include "statistics/runs/snapshot.hpp"
#include "statistics/runs/store.hpp"

namespace kheo::bench {
namespace {

namespace fs = std::filesystem;
using statistics::runs::Change;
using statistics::runs::Store;

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Of this thread: other programs on the machine matter less than by the clock on the wall.
double processor_ms() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

template <typename F>
double timed(F&& what) {
    const auto begun = now_ms();
    what();
    return now_ms() - begun;
}

template <typename F>
double processor(F&& what) {
    const auto begun = processor_ms();
    what();
    return processor_ms() - begun;
}

void write_initiatives(const fs::path& file, const Map& map, const Runs& runs) {
    std::ofstream out(file, std::ios::binary);
    fmt::memory_buffer line;
    const auto month = months();
    for (std::uint32_t unit = 0; unit < runs.units(); ++unit)
        for (auto r = runs.begin(unit); r < runs.end(unit); ++r) {
            const auto start = runs.stored(kStart, r), end = runs.stored(kEnd, r);
            const auto packed = runs.stored(kFieldKindStatus, r), theme = runs.stored(kThemeLevel, r);
            fmt::format_to(std::back_inserter(line),
                           "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", runs.ids()[r], unit,
                           start, end, month[start] / 12, month[start], month[end], packed & 7,
                           packed >> 3 & 1, packed >> 4, theme & 31, theme >> 5, runs.stored(kScore, r),
                           runs.stored(kHouseholds, r), runs.stored(kMoney, r), map.province[unit],
                           map.commune[unit], map.new_province[unit], map.new_commune[unit]);
            if (line.size() < 1U << 20) continue;
            out.write(line.data(), static_cast<std::streamsize>(line.size()));
            line.clear();
        }
    out.write(line.data(), static_cast<std::streamsize>(line.size()));
}

void write_petitions(const fs::path& file, const Map& map, const Runs& runs) {
    std::ofstream out(file, std::ios::binary);
    fmt::memory_buffer line;
    const auto month = months();
    for (std::uint32_t unit = 0; unit < runs.units(); ++unit)
        for (auto r = runs.begin(unit); r < runs.end(unit); ++r) {
            const auto packed = runs.stored(kKindChannel, r);
            fmt::format_to(std::back_inserter(line), "{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                           runs.ids()[r], unit, runs.stored(kReceived, r), runs.stored(kDue, r),
                           runs.stored(kClosed, r), month[runs.stored(kReceived, r)] / 3, packed & 3,
                           packed >> 2, runs.stored(kState, r), map.province[unit], map.commune[unit],
                           map.new_province[unit], map.new_commune[unit]);
            if (line.size() < 1U << 20) continue;
            out.write(line.data(), static_cast<std::streamsize>(line.size()));
            line.clear();
        }
    out.write(line.data(), static_cast<std::streamsize>(line.size()));
}

double bytes_per_row(const Runs& runs) {
    return static_cast<double>(runs.arena().size()) / runs.rows();
}

int make(const fs::path& dir, std::uint32_t rows, bool csv) {
    fs::create_directories(dir);
    const auto map = make_map();
    nlohmann::json out;
    std::shared_ptr<const Runs> initiatives, petitions;
    out["make_s"] = timed([&] {
                        initiatives = make_initiatives(map, rows);
                        petitions = make_petitions(map, 2 * rows);
                    }) /
                    1000;
    out["save_s"] =
        timed([&] {
            (void)statistics::runs::save_snapshot(dir / "initiatives.runs", *initiatives, "bench");
            (void)statistics::runs::save_snapshot(dir / "petitions.runs", *petitions, "bench");
        }) /
        1000;
    out["bytes_per_initiative"] = bytes_per_row(*initiatives);
    out["bytes_per_petition"] = bytes_per_row(*petitions);
    if (csv) {
        write_initiatives(dir / "initiative.csv", map, *initiatives);
        write_petitions(dir / "petition.csv", map, *petitions);
    }
    std::cout << out.dump() << "\n";
    return 0;
}

Stores load(const fs::path& dir) {
    return {make_map(),
            statistics::runs::load_snapshot(dir / "initiatives.runs", initiative_layout()).value().runs,
            statistics::runs::load_snapshot(dir / "petitions.runs", petition_layout()).value().runs,
            {}};
}

void write_answer(const fs::path& file, Lines lines) {
    std::ranges::sort(lines);
    std::ofstream out(file);
    for (const auto& line : lines) out << fmt::format("{}\n", fmt::join(line, "|"));
}

int ask(const fs::path& dir) {
    fs::create_directories(dir / "answers");
    nlohmann::json out;
    Stores stores;
    const auto begun = processor_ms();
    out["load_s"] = timed([&] { stores = load(dir); }) / 1000;
    out["load_processor_s"] = (processor_ms() - begun) / 1000;
    for (const auto& question : questions()) {
        write_answer(dir / "answers" / question.name, question.ask(stores)());
        std::vector<double> times;
        const auto until = now_ms() + 400;
        while (times.size() < 5 || (now_ms() < until && times.size() < 200))
            times.push_back(processor([&] { (void)question.ask(stores); }));
        out["ms"][question.name] = median(times);
    }
    std::cout << out.dump() << "\n";
    return 0;
}

/// Initiatives of the store with another status, as a change would bring them.
std::vector<Change> altered(const Runs& runs, std::uint32_t from, std::uint32_t rows) {
    std::vector<Change> out;
    for (std::uint32_t i = 0; i < rows; ++i) {
        auto row = runs.row(static_cast<std::uint32_t>(std::uint64_t{from + i} * 7919 % runs.rows()));
        out.push_back({row, -1});
        row.values[kFieldKindStatus] ^= 0x10;
        row.values[kHouseholds] += 1;
        out.push_back({std::move(row), 1});
    }
    return out;
}

int change(const fs::path& dir) {
    auto stores = load(dir);
    const auto all = questions();
    Store store(stores.initiatives, 0);
    nlohmann::json out;
    const auto asked = [&] {
        const auto standing = store.current();
        stores.initiatives = standing->runs;
        stores.changes = standing->changes;
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) times.push_back(processor([&] { (void)all[0].ask(stores); }));
        return median(times);
    };
    out["q1_ms"] = asked();
    const auto one = altered(*stores.initiatives, 0, 1);
    out["visible_ms"] = timed([&] { store.change(one, 1); });
    const auto many = altered(*stores.initiatives, 1, stores.initiatives->rows() / 400);
    out["half_percent_ms"] = timed([&] { store.change(many, 2); });
    out["q1_with_half_percent_ms"] = asked();
    const auto before = all[0].ask(stores)();
    out["merge_ms"] = processor([&] { store.merge(); });
    out["q1_after_merge_ms"] = asked();
    out["same"] = before == all[0].ask(stores)();
    std::cout << out.dump() << "\n";
    return 0;
}

}  // namespace

int run(int count, char** words) {
    const std::vector<std::string> w(words, words + count);
    if (w.size() >= 4 && w[1] == "make")
        return make(w[2], parse_number<std::uint32_t>(w[3]).value_or(1000), w.size() > 4 && w[4] == "csv");
    if (w.size() == 3 && w[1] == "ask") return ask(w[2]);
    if (w.size() == 2 && w[1] == "commune") {
        std::cout << nlohmann::json{{"commune", commune_of_q12(make_map())}}.dump() << "\n";
        return 0;
    }
    if (w.size() == 3 && w[1] == "change") return change(w[2]);
    std::cerr << "make DIR ROWS [csv] | ask DIR | change DIR\n";
    return 2;
}

}  // namespace kheo::bench

int main(int count, char** words) {
    return kheo::bench::run(count, words);
}
