// SPDX-License-Identifier: Apache-2.0
// Attachments as plain values: photos and papers that belong to a subject ("initiative_cycle" 7).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "platform/auth/principal.hpp"

namespace kheo::file {

using AttachmentId = Id<struct AttachmentTag>;

/// What a file is, by its bytes.
enum class Type { jpeg, png, webp, heic, pdf, docx, xlsx, odt };
std::string_view code(Type type);  // "jpeg", in the database
std::optional<Type> type_of(std::string_view code);
bool is_photo(Type type);
std::string_view media_type(Type type);  // "image/jpeg"
std::string_view extension(Type type);   // ".jpg"

/// What is kept of an attachment. A photo: three sizes, all JPEG in sRGB; a paper: whole.
enum class Size { large, medium, small, whole };
std::string_view code(Size size);
std::optional<Size> size_of(std::string_view code);
/// Longest side of a size of a photo, in pixels.
inline constexpr int kLongestLarge = 2048, kLongestMedium = 640, kLongestSmall = 160;

enum class Phase { before, after, other };
std::string_view code(Phase phase);
std::optional<Phase> phase_of(std::string_view code);

/// What is known of the persons in a photo: nothing; nobody can be recognised; they agreed; they agreed, and
/// for the children their guardians did.
enum class Consent { none, nobody, people, guardian };
std::string_view code(Consent consent);
std::optional<Consent> consent_of(std::string_view code);

enum class Removal { mistake, request };
std::string_view code(Removal removal);

struct Subject {
    std::string type;
    std::int64_t id = 0;
    bool operator==(const Subject&) const = default;
};

/// One file on the disk.
struct StoredFile {
    Size size = Size::whole;
    std::string sha256;  // hexadecimal
    std::int64_t bytes = 0;
    int width = 0, height = 0;  // pixels; 0 of a paper
};

/// What a person says about a file.
struct Description {
    std::string caption{};
    std::optional<Date> taken_on{};
    Phase phase = Phase::other;
    Consent consent = Consent::none;
    bool children = false;
    std::string consent_note{};  // how and when it was asked; no names
};

struct Attachment {
    AttachmentId id;
    Subject subject;
    Type type = Type::jpeg;
    std::string sha256;  // of the largest file
    std::int64_t bytes = 0;
    int width = 0, height = 0;
    std::string file_name;  // of a paper
    Description said;
    Millis published_at = 0;  // 0 = not
    Millis created_at = 0;
    auth::UserId created_by;
    Millis removed_at = 0;  // 0 = not
    std::optional<Removal> removal;
    std::int64_t row_version = 1;  // grows with every description and every opening to everybody

    bool photo() const { return is_photo(type); }
};

/// May everybody see it, as far as the persons in it are concerned? Papers never.
bool may_be_published(const Attachment& attachment);

/// On a day (table file_limit).
struct Limit {
    std::int64_t bytes = 0, pixels = 0, pages = 0;
};

}  // namespace kheo::file
