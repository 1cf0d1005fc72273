// SPDX-License-Identifier: Apache-2.0
#include "platform/file/file.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "platform/file/messages.gen.hpp"
#include "platform/file/office_paper.hpp"
#include "platform/file/pdf_paper.hpp"
#include "platform/file/sniff.hpp"
#include "platform/file/store.hpp"

namespace kheo::file {

namespace {

constexpr Millis kHour = 3'600'000;
constexpr std::size_t kLongestName = 120;     // code points of a file name
constexpr std::size_t kLongestCaption = 200;  // code points
constexpr std::size_t kLongestNote = 300;

Result<> refuse_larger(std::string_view bytes, const Limit& limit, const Message& sentence) {
    if (static_cast<std::int64_t>(bytes.size()) <= limit.bytes) return {};
    // rounded up: never "20 MB, more than 20 MB"
    const auto tenths = (static_cast<std::int64_t>(bytes.size()) * 10 + (1 << 20) - 1) >> 20;
    return fail(ErrorKind::too_large, sentence,
                {{"size", format_decimal(tenths, 1)}, {"limit", format_count(limit.bytes >> 20)}});
}

/// The last part without its extension, no control letters, cut to a length; the content says the extension.
std::string paper_name(std::string_view name, Type type) {
    const auto slash = name.find_last_of("/\\");
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    name = name.substr(0, std::min(name.find_last_of('.'), name.size()));
    std::string out(name);
    std::erase_if(out, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    while (length(out) > kLongestName || !is_valid_utf8(out)) out.pop_back();  // never half a letter
    const auto first = out.find_first_not_of(". ");
    out = first == std::string::npos ? "tep" : out.substr(first, out.find_last_not_of(". ") + 1 - first);
    return out + std::string(extension(type));
}

StoredFile stored(Size size, std::string_view bytes, int width = 0, int height = 0) {
    return {size, sha256_hex(bytes), static_cast<std::int64_t>(bytes.size()), width, height};
}

Result<> refuse_long(const Description& said) {
    if (length(said.caption) > kLongestCaption)
        return fail(ErrorKind::invalid, msg::caption_too_long, {{"limit", std::to_string(kLongestCaption)}});
    if (length(said.consent_note) > kLongestNote)
        return fail(ErrorKind::invalid, msg::note_too_long, {{"limit", std::to_string(kLongestNote)}});
    return {};
}

Result<Erasure> erase_content(db::Transaction& tx, const std::string& sha256, const Act& act) {
    Erasure out;
    for (const auto id : TRY(store::live_with(tx, sha256))) {
        const auto attachment = TRY(find(tx, id));
        out.attachments.push_back({id, attachment->created_at});
        for (auto& hash : TRY(store::files_of(tx, id))) out.files.push_back(std::move(hash));
        TRY(store::mark_removed(tx, id, Removal::request, "", act));
    }
    std::ranges::sort(out.files);
    out.files.erase(std::ranges::unique(out.files).begin(), out.files.end());
    return out;
}

Result<Attachment> live(db::Transaction& tx, AttachmentId id) {
    auto found = TRY(find(tx, id));
    if (!found || found->removed_at != 0) return fail(ErrorKind::not_found, msg::gone);
    return *std::move(found);
}

}  // namespace

Files::Files(db::Database& database, const Clock& clock, std::filesystem::path files, Cleaner cleaner)
    : database_(database), clock_(clock), vault_(std::move(files)), cleaner_(std::move(cleaner)) {}

Result<Limit> Files::limit(std::string_view kind) const {
    const auto found =
        TRY(database_.read([&](db::Transaction& tx) { return store::limit(tx, kind, clock_.today()); }));
    if (!found) return fail(ErrorKind::invalid, msg::not_accepted_today);
    return *found;
}

/// Known to the database before it stands on the disk, so that nothing is left that nobody knows of.
Result<> Files::keep(const std::vector<StoredFile>& files, const std::vector<std::string_view>& contents) {
    TRY(database_.write([&](db::Transaction& tx) { return store::stage(tx, files, clock_.now()); }));
    for (std::size_t i = 0; i < files.size(); ++i) TRY(vault_.put(files[i].sha256, contents[i]));
    return {};
}

Result<Staged> Files::stage_photo_of(std::string_view bytes, Type type) {
    const auto allowed = TRY(limit("photo"));
    TRY(refuse_larger(bytes, allowed, msg::photo_too_large));
    const auto picture = TRY(cleaner_(bytes, type, allowed.pixels));
    Staged out;
    std::vector<std::string_view> contents;
    for (const auto& copy : picture.copies) {
        out.files.push_back(stored(copy.size, copy.jpeg, copy.width, copy.height));
        contents.emplace_back(copy.jpeg);
    }
    TRY(keep(out.files, contents));
    return out;
}

Result<Staged> Files::stage_paper_of(std::string_view bytes, Type type, std::string_view file_name) {
    const auto allowed = TRY(limit(type == Type::pdf ? "pdf" : "office"));
    TRY(refuse_larger(bytes, allowed, msg::paper_too_large));
    if (type == Type::pdf)
        TRY(inspect_pdf(bytes, allowed.pages));
    else
        TRY(inspect_office(bytes));
    Staged out{type, paper_name(file_name, type), {stored(Size::whole, bytes)}};
    TRY(keep(out.files, {bytes}));
    return out;
}

Result<Staged> Files::stage(std::string_view bytes, std::string_view file_name) {
    const auto type = TRY(sniff(bytes));
    return is_photo(type) ? stage_photo_of(bytes, type) : stage_paper_of(bytes, type, file_name);
}

Result<Staged> Files::stage_photo(std::string_view bytes) {
    const auto type = TRY(sniff(bytes));
    if (!is_photo(type)) return fail(ErrorKind::invalid, msg::no_photo);
    return stage_photo_of(bytes, type);
}

Result<Staged> Files::stage_paper(std::string_view bytes, std::string_view file_name) {
    const auto type = TRY(sniff(bytes));
    if (is_photo(type)) return fail(ErrorKind::invalid, msg::no_paper);
    return stage_paper_of(bytes, type, file_name);
}

Result<> Files::drop(const std::vector<std::string>& sha256s) {
    const auto since = clock_.now() - kHour;
    for (const auto& sha256 : sha256s) {
        const auto needed = [&] {
            return database_.read([&](db::Transaction& tx) { return store::is_needed(tx, sha256, since); });
        };
        if (TRY(needed())) continue;
        TRY(vault_.take_away(sha256, needed));
    }
    return {};
}

Result<> Files::sweep() {
    vault_.sweep();
    const auto since = clock_.now() - kHour;
    TRY(drop(TRY(database_.read([&](db::Transaction& tx) { return store::left_over(tx, since); }))));
    return database_.write([&](db::Transaction& tx) { return store::forget_staged(tx, since); });
}

Result<std::optional<AttachmentId>> added_before(db::Transaction& tx, const Subject& subject,
                                                 const Staged& staged, std::string_view request_key) {
    const auto before = TRY(find_request(tx, request_key));
    if (!before || before->subject != subject || before->removed_at != 0 ||
        before->sha256 != staged.main().sha256)
        return std::nullopt;
    return before->id;
}

Result<AttachmentId> add(db::Transaction& tx, const Subject& subject, const Staged& staged,
                         const Description& said, const Act& act) {
    if (const auto before = TRY(added_before(tx, subject, staged, act.request_key))) return *before;
    TRY(refuse_long(said));
    const auto& sha256 = staged.main().sha256;
    if (TRY(store::was_erased(tx, sha256))) return fail(ErrorKind::conflict, msg::was_erased);
    if (TRY(store::has_live(tx, subject, sha256))) return fail(ErrorKind::conflict, msg::stands_already);
    if (TRY(count(tx, subject)) >= kMostOfSubject)
        return fail(ErrorKind::conflict, msg::too_many_files, {{"limit", std::to_string(kMostOfSubject)}});
    auto once = act;
    if (TRY(find_request(tx, act.request_key))) once.request_key.clear();  // the key belongs to another one
    const auto id = TRY(store::insert(tx, subject, staged, said, once));
    TRY(store::unstage(tx, staged.files));
    return id;
}

Result<> publish(db::Transaction& tx, AttachmentId id, bool everybody, const Act& act) {
    const auto attachment = TRY(live(tx, id));
    if (everybody && !may_be_published(attachment))
        return fail(ErrorKind::conflict,
                    attachment.said.children ? msg::guardian_consent_missing : msg::consent_missing);
    return store::set_published(tx, id, everybody, act);
}

Result<std::vector<std::string>> remove(db::Transaction& tx, AttachmentId id, std::string_view reason,
                                        const Act& act) {
    TRY(live(tx, id));
    auto files = TRY(store::files_of(tx, id));
    TRY(store::mark_removed(tx, id, Removal::mistake, reason, act));
    return files;
}

Result<Erasure> erase(db::Transaction& tx, AttachmentId id, const Act& act) {
    const auto attachment = TRY(live(tx, id));
    return erase_content(tx, attachment.sha256, act);
}

Result<Erasure> erase_again(db::Transaction& tx, const Erased& erased, const Act& act) {
    const auto found = TRY(find(tx, erased.id));
    if (!found || found->created_at != erased.created_at || found->removed_at != 0) return Erasure{};
    return erase_content(tx, found->sha256, act);
}

}  // namespace kheo::file
