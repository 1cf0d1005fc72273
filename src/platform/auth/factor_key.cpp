// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/factor_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "base/digest.hpp"
#include "base/errno_words.hpp"
#include "platform/auth/messages.gen.hpp"
#include "platform/auth/store.hpp"
#include "platform/auth/token.hpp"

namespace kheo::auth {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::string_view kRecord = "second_factor_key";  // in installation_key: which key these data use

unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

fs::path file_in(const fs::path& keys) {
    return keys / "factor.key";
}

std::unexpected<Error> unusable(const fs::path& file, std::string detail) {
    return fail(ErrorKind::environment, msg::factor_key_unusable, {{"file", file.filename().string()}},
                std::move(detail));
}

std::unexpected<Error> missing() {
    return fail(ErrorKind::environment, msg::factor_key_missing);
}

Result<std::string> read_key(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in && bytes.empty()) return unusable(file, "unreadable");
    if (bytes.size() != kBytes) return unusable(file, "wrong size");
    return bytes;
}

Result<> write_whole(const fs::path& file, std::string_view bytes) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return unusable(file, errno_words(errno));
    const bool written =
        ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(fd) == 0;
    ::close(fd);
    if (!written) return unusable(file, "short write");
    return {};
}

/// Whole or not at all; where two processes start at once, both go on with the one that stands there first.
Result<> write_new(const fs::path& keys, std::string_view bytes) {
    std::error_code error;
    fs::create_directories(keys, error);
    const auto aside = keys / ("factor.key." + std::to_string(::getpid()));
    TRY(write_whole(aside, bytes));
    const int linked = ::link(aside.c_str(), file_in(keys).c_str());
    const int reason = errno;
    fs::remove(aside, error);
    if (linked != 0 && reason != EEXIST) return unusable(file_in(keys), errno_words(reason));
    return {};
}

Result<std::string> recorded(db::Database& database) {
    return database.read([](db::Transaction& tx) { return store::find_key(tx, kRecord); });
}

}  // namespace

FactorKey::FactorKey(std::string bytes) : bytes_(std::move(bytes)) {
    id_ = token_hash("kheo factor key id " + bytes_).substr(0, 16);
}

FactorKey FactorKey::fresh() {
    return FactorKey(random_bytes(kBytes));
}

FactorKey FactorKey::absent() {
    return FactorKey(missing().error());
}

FactorKey FactorKey::open(db::Database& database, const fs::path& keys) {
    auto key = read_or_make(database, keys);
    return key ? *std::move(key) : FactorKey(std::move(key).error());
}

Result<FactorKey> FactorKey::read_or_make(db::Database& database, const fs::path& keys) {
    const auto consent = keys / "factor-key-is-lost";
    std::error_code error;
    const bool given_up = fs::exists(consent, error);
    auto known = TRY(recorded(database));
    if (!fs::exists(file_in(keys), error)) {
        if (!known.empty() && !given_up) return missing();
        TRY(write_new(keys, random_bytes(kBytes)));
    }
    FactorKey key(TRY(read_key(file_in(keys))));
    if (known == key.id_) return key;
    known = TRY(database.write([&](db::Transaction& tx) -> Result<std::string> {
        if (given_up) TRY(store::forget_key(tx, kRecord));
        return store::find_or_add_key(tx, kRecord, key.id_);
    }));
    if (known != key.id_) return fail(ErrorKind::environment, msg::factor_key_other);
    if (given_up) fs::remove(consent, error);
    return key;
}

Result<std::string> FactorKey::seal(std::string_view secret, std::string_view bound) const {
    if (bytes_.empty()) return fail(why_);
    auto out = random_bytes(kNonce);
    std::string sealed(secret.size() + kTag, '\0');
    unsigned long long size = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed), &size, raw(secret), secret.size(), raw(bound),
                                               bound.size(), nullptr, raw(std::string_view(out)),
                                               raw(std::string_view(bytes_)));
    return out + sealed;
}

Result<std::string> FactorKey::unseal(std::string_view sealed, std::string_view bound,
                                      std::string_view key_id) const {
    if (bytes_.empty()) return fail(why_);
    if (key_id != id_) return missing();
    if (sealed.size() < kNonce + kTag) return fail(ErrorKind::invalid, msg::factor_sealed_wrong);
    const auto text = sealed.substr(kNonce);
    std::string out(text.size() - kTag, '\0');
    unsigned long long size = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(out), &size, nullptr, raw(text), text.size(),
                                                   raw(bound), bound.size(), raw(sealed),
                                                   raw(std::string_view(bytes_))) != 0)
        return fail(ErrorKind::invalid, msg::factor_sealed_wrong);
    return out;
}

}  // namespace kheo::auth
