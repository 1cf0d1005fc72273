// SPDX-License-Identifier: Apache-2.0
#include "platform/archive/directory.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "platform/archive/archive.hpp"
#include "platform/archive/file.hpp"
#include "platform/archive/messages.gen.hpp"

namespace kheo::archive {

namespace {

namespace fs = std::filesystem;

class DirectoryWriter final : public Writer {
  public:
    explicit DirectoryWriter(fs::path dir) : dir_(std::move(dir)) {}
    /// Half an export is plain text with personal data that nobody knows of. The directory was empty before.
    ~DirectoryWriter() override {
        std::error_code ignored;
        file_.reset();
        if (!finished_) fs::remove_all(dir_, ignored);
    }
    DirectoryWriter(const DirectoryWriter&) = delete;
    DirectoryWriter& operator=(const DirectoryWriter&) = delete;

    Result<> begin(std::string_view name) override {
        const auto path = dir_ / name;
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        file_ = std::make_unique<OutputFile>();
        return file_->create(path);
    }
    Result<> write(std::string_view bytes) override { return file_->write(bytes); }
    Result<> end() override { return file_->close(); }
    Result<> finish() override {
        sync_directory(dir_);
        sync_directory(dir_ / "tables");
        sync_directory(dir_.parent_path());
        finished_ = true;
        return {};
    }

  private:
    fs::path dir_;
    std::unique_ptr<OutputFile> file_;
    bool finished_ = false;
};

class DirectoryReader final : public Reader {
  public:
    DirectoryReader(fs::path dir, std::vector<std::string> names)
        : dir_(std::move(dir)), names_(std::move(names)) {}

    Result<std::optional<std::string>> next() override {
        if (at_ == names_.size()) return std::optional<std::string>();
        const auto& name = names_[at_++];
        in_ = std::ifstream(dir_ / name, std::ios::binary);
        if (!in_ || !fs::is_regular_file(dir_ / name))
            return fail(ErrorKind::invalid, msg::member_missing, {{"name", name}});
        return std::optional(name);
    }

    Result<std::string_view> read() override {
        in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        if (in_.bad()) return fail(ErrorKind::environment, msg::cannot_read, {{"file", dir_.string()}});
        return std::string_view(buffer_.data(), static_cast<std::size_t>(in_.gcount()));
    }

  private:
    fs::path dir_;
    std::vector<std::string> names_;
    std::size_t at_ = 0;
    std::ifstream in_;
    std::array<char, 65536> buffer_{};
};

/// The names in the order they were written. What stands there is checked by whoever loads the archive.
Result<std::vector<std::string>> names_in(const fs::path& manifest) {
    std::ifstream in(manifest, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    const auto json = nlohmann::json::parse(text.str(), nullptr, false);
    std::vector<std::string> names;
    if (json.is_object() && json.contains("members") && json["members"].is_array())
        for (const auto& member : json["members"])
            if (member.is_object() && member.contains("name") && member["name"].is_string())
                names.push_back(member["name"]);
    if (names.empty() || !std::ranges::all_of(names, is_safe_name))
        return fail(ErrorKind::invalid, msg::damaged, {}, "manifest.json");
    names.emplace_back(kManifest);
    names.emplace_back(kSignature);
    return names;
}

}  // namespace

Result<std::unique_ptr<Writer>> write_directory(const fs::path& dir) {
    std::error_code error;
    if (fs::exists(dir, error) && !(fs::is_directory(dir, error) && fs::is_empty(dir, error)))
        return fail(ErrorKind::conflict, msg::exists, {{"file", dir.string()}});
    fs::create_directories(dir, error);
    if (!error) fs::permissions(dir, fs::perms::owner_all, error);
    if (error)
        return fail(ErrorKind::environment, msg::cannot_write, {{"file", dir.string()}}, error.message());
    return std::unique_ptr<Writer>(std::make_unique<DirectoryWriter>(dir));
}

Result<std::unique_ptr<Reader>> read_directory(const fs::path& dir) {
    std::error_code error;
    if (!fs::is_directory(dir, error))
        return fail(ErrorKind::environment, msg::cannot_read, {{"file", dir.string()}});
    if (!fs::exists(dir / kSignature, error)) return fail(ErrorKind::invalid, msg::unfinished);
    auto names = TRY(names_in(dir / kManifest));
    return std::unique_ptr<Reader>(std::make_unique<DirectoryReader>(dir, std::move(names)));
}

}  // namespace kheo::archive
