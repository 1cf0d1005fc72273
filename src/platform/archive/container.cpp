// SPDX-License-Identifier: Apache-2.0
#include "platform/archive/container.hpp"

#include <sodium.h>

#include <cstring>
#include <fstream>

#include "base/digest.hpp"
#include "platform/archive/file.hpp"
#include "platform/archive/messages.gen.hpp"

namespace kheo::archive {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "KHEO BACKUP\n";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kChunk = 65536;  // plain bytes per chunk
constexpr std::size_t kTagBytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kKeyBytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t kSealed = kKeyBytes + crypto_box_SEALBYTES;
constexpr std::size_t kStreamHeader = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kHead = kMagic.size() + 4 + crypto_box_PUBLICKEYBYTES + kSealed + kStreamHeader;

// The plain stream: 'M' length name · 'D' length bytes … · 'E' per member; 'Z' after the last one.
constexpr char kMember = 'M', kData = 'D', kEnd = 'E', kLast = 'Z';

unsigned char* bytes(std::string& s) {
    return reinterpret_cast<unsigned char*>(s.data());
}
const unsigned char* bytes(std::string_view s) {
    return reinterpret_cast<const unsigned char*>(s.data());
}

void put(std::string& out, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
}

std::uint32_t number_at(std::string_view text) {
    std::uint32_t number = 0;
    for (int i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(text[i]);
    return number;
}

std::unexpected<Error> damaged(std::string detail) {
    return fail(ErrorKind::invalid, msg::damaged, {}, std::move(detail));
}

class ContainerWriter final : public Writer {
  public:
    explicit ContainerWriter(fs::path file) : file_(std::move(file)), part_(file_.string() + ".part") {}
    ~ContainerWriter() override {
        std::error_code ignored;
        if (mine_ && !finished_) fs::remove(part_, ignored);
        sodium_memzero(&state_, sizeof state_);
    }

    Result<> open(const std::string& public_key) {
        TRY(OutputFile::sweep(part_));
        TRY(out_.create(part_));
        mine_ = true;
        std::string key(kKeyBytes, '\0'), sealed(kSealed, '\0'), header(kStreamHeader, '\0');
        crypto_secretstream_xchacha20poly1305_keygen(bytes(key));
        if (crypto_box_seal(bytes(sealed), bytes(key), key.size(), bytes(std::string_view(public_key))) != 0)
            return fail(ErrorKind::invalid, msg::key_seals_nothing, {{"key", to_hex(public_key)}});
        crypto_secretstream_xchacha20poly1305_init_push(&state_, bytes(header), bytes(key));
        sodium_memzero(key.data(), key.size());
        head_ = kMagic;
        put(head_, kVersion);
        head_ += public_key + sealed + header;
        return out_.write(head_);
    }

    Result<> begin(std::string_view name) override {
        plain_ += kMember;
        put(plain_, static_cast<std::uint32_t>(name.size()));
        plain_ += name;
        return flush_full();
    }
    Result<> write(std::string_view data) override {
        if (data.empty()) return {};
        plain_ += kData;
        put(plain_, static_cast<std::uint32_t>(data.size()));
        plain_ += data;
        return flush_full();
    }
    Result<> end() override {
        plain_ += kEnd;
        return flush_full();
    }
    Result<> finish() override {
        plain_ += kLast;
        TRY(flush_full());
        TRY(push(plain_, crypto_secretstream_xchacha20poly1305_TAG_FINAL));
        TRY(out_.close());
        return take_name();
    }

  private:
    Result<> flush_full() {
        std::size_t at = 0;
        for (; plain_.size() - at > kChunk; at += kChunk)
            TRY(push(std::string_view(plain_).substr(at, kChunk), 0));
        plain_.erase(0, at);
        return {};
    }

    Result<> push(std::string_view plain, unsigned char tag) {
        std::string out;
        put(out, static_cast<std::uint32_t>(plain.size() + kTagBytes));
        out.resize(4 + plain.size() + kTagBytes);
        crypto_secretstream_xchacha20poly1305_push(&state_, bytes(out) + 4, nullptr, bytes(plain),
                                                   plain.size(), bytes(std::string_view(head_)), head_.size(),
                                                   tag);
        head_.clear();  // the first chunk vouches for the head
        return out_.write(out);
    }

    /// link() fails where rename() would overwrite somebody's file.
    Result<> take_name() {
        std::error_code error;
        fs::create_hard_link(part_, file_, error);
        if (error == std::errc::file_exists)
            return fail(ErrorKind::conflict, msg::exists, {{"file", file_.string()}});
        if (error)
            fs::rename(part_, file_, error);  // a file system without hard links
        else
            fs::remove(part_, error);
        if (error)
            return fail(ErrorKind::environment, msg::cannot_write, {{"file", file_.string()}},
                        error.message());
        finished_ = true;
        sync_directory(file_.parent_path());
        return {};
    }

    fs::path file_, part_;
    OutputFile out_;
    crypto_secretstream_xchacha20poly1305_state state_{};
    std::string head_, plain_;
    bool mine_ = false, finished_ = false;
};

class ContainerReader final : public Reader {
  public:
    explicit ContainerReader(const fs::path& file) : in_(file, std::ios::binary), file_(file) {}
    ~ContainerReader() override { sodium_memzero(&state_, sizeof state_); }

    Result<> open(const OperatorKey& key) {
        if (!in_ || fs::is_directory(file_))
            return fail(ErrorKind::environment, msg::cannot_read, {{"file", file_.string()}});
        head_.resize(kHead);
        in_.read(head_.data(), static_cast<std::streamsize>(kHead));
        const auto size = static_cast<std::size_t>(in_.gcount());
        if (size < kMagic.size() + 4 || !head_.starts_with(kMagic))
            return fail(ErrorKind::invalid, msg::no_backup, {{"file", file_.string()}});
        if (const auto version = number_at(std::string_view(head_).substr(kMagic.size()));
            version != kVersion)
            return fail(ErrorKind::invalid, msg::later_version, {{"version", std::to_string(version)}});
        if (size < kHead) return damaged("the head is cut");
        return open_stream(key);
    }

    Result<std::optional<std::string>> next() override {
        while (in_member_) TRY(read());
        const char kind = TRY(take(1))[0];
        if (kind == kLast) {
            if (!final_ || !plain_.empty() || in_.peek() != std::ifstream::traits_type::eof())
                return damaged("bytes behind the end");
            return std::optional<std::string>();
        }
        if (kind != kMember) return damaged("no member where one must begin");
        const auto length = number_at(TRY(take(4)));
        if (length > 500) return damaged("an endless name");
        auto name = TRY(take(length));
        in_member_ = true;
        return std::optional(std::move(name));
    }

    Result<std::string_view> read() override {
        if (!in_member_) return std::string_view{};
        if (left_ == 0) {
            const char kind = TRY(take(1))[0];
            if (kind == kEnd) {
                in_member_ = false;
                return std::string_view{};
            }
            if (kind != kData) return damaged("no bytes where some must follow");
            left_ = number_at(TRY(take(4)));
            if (left_ == 0) return damaged("a piece of nothing");  // would look like the end of the member
        }
        if (plain_.empty()) TRY(pull());
        piece_ = std::string(plain_.substr(0, std::min<std::size_t>(left_, plain_.size())));
        plain_.remove_prefix(piece_.size());
        left_ -= static_cast<std::uint32_t>(piece_.size());
        return std::string_view(piece_);
    }

  private:
    Result<> open_stream(const OperatorKey& key) {
        const std::string_view head = head_;
        const auto public_key = head.substr(kMagic.size() + 4, crypto_box_PUBLICKEYBYTES);
        if (public_key != key.public_key)
            return fail(ErrorKind::invalid, msg::wrong_key,
                        {{"wanted", to_hex(public_key)}, {"given", to_hex(key.public_key)}});
        const auto sealed = head.substr(kMagic.size() + 4 + public_key.size(), kSealed);
        std::string stream_key(kKeyBytes, '\0');
        if (crypto_box_seal_open(bytes(stream_key), bytes(sealed), sealed.size(), bytes(public_key),
                                 bytes(std::string_view(key.secret_key))) != 0)
            return damaged("the sealed key");
        const int code = crypto_secretstream_xchacha20poly1305_init_pull(
            &state_, bytes(head.substr(kHead - kStreamHeader)), bytes(std::string_view(stream_key)));
        sodium_memzero(stream_key.data(), stream_key.size());
        if (code != 0) return damaged("the stream's head");
        return {};
    }

    /// The next chunk into plain_, which is used up.
    Result<> pull() {
        if (final_) return damaged("the stream ends too early");
        char length_bytes[4];
        if (!in_.read(length_bytes, 4)) return fail(ErrorKind::invalid, msg::cut_off);
        const auto length = number_at({length_bytes, 4});
        if (length <= kTagBytes || length > kChunk + kTagBytes) return damaged("length of a chunk");
        sealed_.resize(length);
        if (!in_.read(sealed_.data(), length)) return fail(ErrorKind::invalid, msg::cut_off);
        chunk_.resize(length - kTagBytes);
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&state_, bytes(chunk_), nullptr, &tag,
                                                       bytes(std::string_view(sealed_)), sealed_.size(),
                                                       bytes(std::string_view(head_)), head_.size()) != 0)
            return damaged("a chunk was changed");
        head_.clear();
        final_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        plain_ = chunk_;
        return {};
    }

    Result<std::string> take(std::size_t size) {
        std::string out;
        while (out.size() < size) {
            if (plain_.empty()) TRY(pull());
            const auto part = plain_.substr(0, size - out.size());
            out += part;
            plain_.remove_prefix(part.size());
        }
        return out;
    }

    std::ifstream in_;
    fs::path file_;
    crypto_secretstream_xchacha20poly1305_state state_{};
    std::string head_, sealed_, chunk_, piece_;
    std::string_view plain_;  // what is left of chunk_
    std::uint32_t left_ = 0;  // of the present piece
    bool in_member_ = false, final_ = false;
};

}  // namespace

Result<std::unique_ptr<Writer>> write_container(const fs::path& file, const std::string& public_key) {
    std::error_code error;
    if (fs::exists(file, error)) return fail(ErrorKind::conflict, msg::exists, {{"file", file.string()}});
    auto writer = std::make_unique<ContainerWriter>(file);
    TRY(writer->open(public_key));
    return std::unique_ptr<Writer>(std::move(writer));
}

Result<std::unique_ptr<Reader>> read_container(const fs::path& file, const OperatorKey& key) {
    auto reader = std::make_unique<ContainerReader>(file);
    TRY(reader->open(key));
    return std::unique_ptr<Reader>(std::move(reader));
}

}  // namespace kheo::archive
