// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include <fstream>
#include <iterator>

#include "base/digest.hpp"
#include "platform/archive/container.hpp"
#include "platform/archive/file.hpp"
#include "platform/archive/messages.gen.hpp"

namespace kheo::archive {

namespace {

constexpr std::string_view kFirstLine = "kheo operator secret key 1\n";

unsigned char* bytes(std::string& s) {
    return reinterpret_cast<unsigned char*>(s.data());
}

}  // namespace

bool seals(const std::string& public_key) {
    std::string sealed(crypto_box_SEALBYTES + 1, '\0'), word(1, 'x'), key = public_key;
    return key.size() == crypto_box_PUBLICKEYBYTES &&
           crypto_box_seal(bytes(sealed), bytes(word), word.size(), bytes(key)) == 0;
}

OperatorKey make_operator_key() {
    OperatorKey key{std::string(crypto_box_PUBLICKEYBYTES, '\0'),
                    std::string(crypto_box_SECRETKEYBYTES, '\0')};
    crypto_box_keypair(bytes(key.public_key), bytes(key.secret_key));
    return key;
}

Result<> save_operator_key(const OperatorKey& key, const std::filesystem::path& file) {
    OutputFile out;
    TRY(out.create(file));
    TRY(out.write(std::string(kFirstLine) + "secret " + std::string(kSecretMark) + to_hex(key.secret_key) +
                  "\npublic " + to_hex(key.public_key) + "\n"));
    TRY(out.close());
    sync_directory(file.parent_path());
    return {};
}

Result<OperatorKey> load_operator_key(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file))
        return fail(ErrorKind::environment, msg::cannot_read, {{"file", file.string()}});
    const std::string text(std::istreambuf_iterator<char>(in), {});
    auto at = kFirstLine.size() + std::string_view("secret ").size();
    if (text.size() > at && std::string_view(text).substr(at).starts_with(kSecretMark))
        at += kSecretMark.size();  // files made before 2026-11-22 have none
    OperatorKey key;
    if (text.starts_with(kFirstLine) && text.size() >= at + 64)
        key.secret_key = from_hex(text.substr(at, 64));
    if (key.secret_key.size() != crypto_box_SECRETKEYBYTES)
        return fail(ErrorKind::invalid, msg::no_operator_key, {{"file", file.string()}});
    key.public_key.resize(crypto_box_PUBLICKEYBYTES);
    crypto_scalarmult_base(bytes(key.public_key), bytes(key.secret_key));
    return key;
}

}  // namespace kheo::archive
