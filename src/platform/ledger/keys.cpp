// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "base/digest.hpp"
#include "base/errno_words.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/ledger/messages.gen.hpp"

namespace kheo::ledger {

namespace {

namespace fs = std::filesystem;

std::unexpected<Error> key_failure(const fs::path& file, const std::string& what) {
    return fail(ErrorKind::environment, msg::key_unusable, {{"file", file.string()}}, what);
}

SigningKey make_key() {
    SigningKey key{std::string(crypto_sign_PUBLICKEYBYTES, '\0'),
                   std::string(crypto_sign_SECRETKEYBYTES, '\0')};
    crypto_sign_keypair(reinterpret_cast<unsigned char*>(key.public_key.data()),
                        reinterpret_cast<unsigned char*>(key.secret_key.data()));
    return key;
}

/// O_EXCL, so that two starting processes never both believe their key is the one.
Result<> write_new(const fs::path& file, const std::string& bytes) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return key_failure(file, errno_words(errno));
    const bool written =
        ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(fd) == 0;
    ::close(fd);
    if (!written) return key_failure(file, "short write");
    return {};
}

}  // namespace

Result<SigningKey> load_or_make_key(const fs::path& data_dir) {
    if (sodium_init() < 0) return fail(ErrorKind::environment, msg::key_unusable, {{"file", "libsodium"}});
    const auto file = data_dir / "keys" / "ledger.key";
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (!fs::exists(file)) {
        auto key = make_key();
        TRY(write_new(file, key.secret_key));
        return key;
    }
    return load_key(file);
}

Result<SigningKey> load_key(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in || fs::is_directory(file)) return key_failure(file, "unreadable");
    SigningKey key{{}, std::string(std::istreambuf_iterator<char>(in), {})};
    if (key.secret_key.size() != crypto_sign_SECRETKEYBYTES) return key_failure(file, "wrong size");
    key.public_key = key.secret_key.substr(crypto_sign_SECRETKEYBYTES - crypto_sign_PUBLICKEYBYTES);
    return key;
}

Result<> save_key(const fs::path& data_dir, const SigningKey& key) {
    const auto file = data_dir / "keys" / "ledger.key";
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    fs::remove(file, error);
    return write_new(file, key.secret_key);
}

Result<> trust_former_key(const fs::path& data_dir, const std::string& public_key) {
    const auto file = data_dir / "keys" / "former.txt";
    const auto line = to_hex(public_key) + "\n";
    std::ifstream in(file, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    if (text.find(line) != std::string::npos) return {};
    const auto fresh = data_dir / "keys" / "former.txt.new";
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    fs::remove(fresh, error);
    TRY(write_new(fresh, text + line));
    fs::rename(fresh, file, error);
    if (error) return key_failure(file, "rename");
    return {};
}

Result<std::vector<std::string>> trusted_keys(const fs::path& data_dir, const SigningKey& present) {
    std::vector<std::string> keys{present.public_key};
    const auto file = data_dir / "keys" / "former.txt";
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        keys.push_back(from_hex(line));
        if (keys.back().size() != crypto_sign_PUBLICKEYBYTES) return key_failure(file, "no public key");
    }
    return keys;
}

}  // namespace kheo::ledger
