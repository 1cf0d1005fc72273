// SPDX-License-Identifier: Apache-2.0
#include "statistics/runs/snapshot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "statistics/runs/messages.gen.hpp"

namespace kheo::statistics::runs {

namespace {

constexpr std::uint64_t kMagic = 0x31534E5552484BULL;  // "KHRUNS1", little endian
constexpr std::uint64_t kMostNote = 1U << 26;

struct Head {
    std::uint64_t magic = kMagic, layout = 0;
    Shape shape;
    std::uint64_t note_size = 0, note_sum = 0, arena_size = 0, arena_sum = 0;
    std::uint64_t head_sum = 0;  // of what stands before it
};

std::uint64_t sum_of(std::string_view text) {
    return checksum(reinterpret_cast<const std::byte*>(text.data()), text.size());
}

std::uint64_t sum_of(const Layout& layout) {
    std::string text = layout.epoch.iso();
    for (const auto& column : layout.columns)
        text += fmt::format("|{}:{}:{}", column.name, column.width, column.amount);
    return sum_of(text);
}

std::uint64_t sum_of(const Head& head) {
    return checksum(reinterpret_cast<const std::byte*>(&head), offsetof(Head, head_sum));
}

/// A descriptor that closes itself.
class File {
  public:
    File(const std::filesystem::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    File(const File&) = delete;
    bool open() const { return fd_ >= 0; }

    bool write(const void* from, std::size_t size) const {
        const auto* at = static_cast<const char*>(from);
        while (size > 0) {
            const auto done = ::write(fd_, at, std::min<std::size_t>(size, 1U << 30));
            if (done <= 0) return false;
            at += done;
            size -= static_cast<std::size_t>(done);
        }
        return true;
    }
    bool read(void* to, std::size_t size) const {
        auto* at = static_cast<char*>(to);
        while (size > 0) {
            const auto done = ::read(fd_, at, std::min<std::size_t>(size, 1U << 30));
            if (done <= 0) return false;
            at += done;
            size -= static_cast<std::size_t>(done);
        }
        return true;
    }
    bool sync() const { return ::fsync(fd_) == 0; }
    std::uint64_t size() const {
        struct stat found{};
        return ::fstat(fd_, &found) == 0 ? static_cast<std::uint64_t>(found.st_size) : 0;
    }

  private:
    int fd_;
};

std::unexpected<Error> refuse(const std::filesystem::path& file, std::string_view why) {
    return fail(ErrorKind::environment, msg::bad_snapshot,
                {{"file", file.filename().string()}, {"why", std::string(why)}});
}

/// Sizes that cannot be are caught before memory is asked for them.
bool plausible(const Head& head, std::uint64_t file_size) {
    const auto& shape = head.shape;
    return shape.rows < 0xFFFFFFFFU && shape.years >= 1 && shape.years <= 200 && shape.first_year >= 1 &&
           shape.first_year <= 9999 && shape.units <= 10'000'000 && shape.excess <= shape.rows * 16 &&
           head.note_size <= kMostNote && file_size == sizeof(Head) + head.note_size + head.arena_size;
}

Result<LoadedSnapshot> read_body(const File& in, const Head& head, const Layout& layout,
                                 const std::filesystem::path& file) {
    LoadedSnapshot out;
    out.note.resize(head.note_size);
    if (!in.read(out.note.data(), out.note.size()) || sum_of(out.note) != head.note_sum)
        return refuse(file, "note");
    const auto runs = std::make_shared<Runs>(layout, head.shape);
    if (runs->arena().size() != head.arena_size) return refuse(file, "size");
    if (!in.read(runs->arena().data(), head.arena_size)) return refuse(file, "end of file");
    if (checksum(runs->arena().data(), head.arena_size) != head.arena_sum) return refuse(file, "checksum");
    out.runs = runs;
    return out;
}

bool write_all(const std::filesystem::path& aside, const Head& head, std::string_view note,
               const Arena& arena) {
    const File out(aside, O_WRONLY | O_CREAT | O_TRUNC);
    return out.open() && out.write(&head, sizeof head) && out.write(note.data(), note.size()) &&
           out.write(arena.data(), arena.size()) && out.sync();
}

}  // namespace

std::uint64_t checksum(const std::byte* bytes, std::size_t size) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;
    std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
    const auto mix = [](std::uint64_t lane, std::uint64_t word) {
        lane = (lane ^ word) * kOdd;
        return lane ^ (lane >> 29);
    };
    std::size_t at = 0;
    for (; at + 32 <= size; at += 32) {
        std::array<std::uint64_t, 4> words;
        std::memcpy(words.data(), bytes + at, 32);
        for (std::size_t i = 0; i < 4; ++i) lanes[i] = mix(lanes[i], words[i]);
    }
    for (; at < size; ++at) lanes[at % 4] = mix(lanes[at % 4], std::to_integer<std::uint64_t>(bytes[at]) + 1);
    std::uint64_t out = size;
    for (const auto lane : lanes) out = mix(out, lane);
    return mix(out, out >> 32);
}

Result<> save_snapshot(const std::filesystem::path& file, const Runs& runs, std::string_view note) {
    Head head;
    head.layout = sum_of(runs.layout());
    head.shape = runs.shape();
    head.note_size = note.size();
    head.note_sum = sum_of(note);
    head.arena_size = runs.arena().size();
    head.arena_sum = checksum(runs.arena().data(), head.arena_size);
    head.head_sum = sum_of(head);
    auto aside = file;
    aside += ".part";
    std::error_code error;
    if (write_all(aside, head, note, runs.arena())) std::filesystem::rename(aside, file, error);
    if (!error && !std::filesystem::exists(aside)) return {};
    std::filesystem::remove(aside, error);
    return fail(ErrorKind::environment, msg::snapshot_not_written, {{"file", file.filename().string()}});
}

Result<LoadedSnapshot> load_snapshot(const std::filesystem::path& file, const Layout& layout) {
    const File in(file, O_RDONLY);
    if (!in.open())
        return fail(ErrorKind::not_found, msg::bad_snapshot,
                    {{"file", file.filename().string()}, {"why", "-"}});
    Head head;
    if (!in.read(&head, sizeof head) || head.magic != kMagic) return refuse(file, "kind of file");
    if (sum_of(head) != head.head_sum) return refuse(file, "head");
    if (head.layout != sum_of(layout)) return refuse(file, "layout");
    if (!plausible(head, in.size())) return refuse(file, "size");
    return read_body(in, head, layout, file);
}

}  // namespace kheo::statistics::runs
