// SPDX-License-Identifier: Apache-2.0
// Addresses and subjects of letters. Promises: an accepted address is one mailbox and reads as itself again;
// whatever is accepted as a subject adds no header, and no header line is longer than 78 bytes.
#include "fuzz/fuzz.hpp"
#include "platform/mail/address.hpp"
#include "platform/mail/message.hpp"

namespace {

using kheo::fuzz::promise;

void check_address(std::string_view text) {
    const auto address = kheo::mail::read_address(text);
    if (!address) return;
    promise(kheo::mail::read_address(*address) == *address, "an address reads as itself");
    promise(address->find_first_of(" \t\r\n<>,;:\"()[]\\") == std::string::npos,
            "it is one mailbox and nothing else");
    promise(address->find('@') == address->rfind('@') && address->size() <= 64 + 1 + 253, "one @, bounded");
    for (const char c : *address) promise(c > ' ' && c <= '~', "plain letters");
}

int headers_of(std::string_view bytes) {
    int count = 0;
    for (std::size_t at = 0;; at = bytes.find("\r\n", at) + 2) {
        const auto line = bytes.substr(at, bytes.find("\r\n", at) - at);
        if (line.empty()) return count;
        promise(line.size() <= 78 && line.find_first_of("\r\n") == std::string_view::npos,
                "lines are short and whole");
        count += line.front() != ' ';
    }
}

void check_letter(std::string_view subject, std::string_view text) {
    if (!kheo::mail::is_header_text(subject)) return;
    kheo::mail::Written letter{
        "a@b.vn", std::string(subject), "c@d.vn", std::string(subject), std::string(text), "t", 0};
    const auto many = headers_of(kheo::mail::compose(letter));
    letter.subject = letter.from_name = "x";
    promise(many == headers_of(kheo::mail::compose(letter)), "a subject adds no header");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = kheo::fuzz::text_of(data, size);
    check_address(text);
    const auto parts = kheo::fuzz::parts_of(text, 2);
    check_letter(parts[0], parts[1]);
    return 0;
}
