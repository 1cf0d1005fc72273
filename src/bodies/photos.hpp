// SPDX-License-Identifier: Apache-2.0
// Photos of slips and of a team's log: one each, made anew by platform/file before anybody sees them, with
// what was said about the persons in them. Never public here; a slip's photo moves to the dossier it becomes.
#pragma once

#include "bodies/pages.hpp"
#include "platform/file/file.hpp"

namespace kheo::bodies {

/// Bytes of a form with a photo: above the limit of a photo itself, so that one that is too large comes back
/// with a sentence and all that was typed.
inline constexpr std::size_t kPhotoForm = 40u << 20;
inline constexpr std::string_view kSlipPhotos = "team_report", kActivityPhotos = "team_activity";
inline constexpr std::string_view kPhotoTypes = "image/jpeg,image/png,image/webp,image/heic,image/heif";

file::Subject photos_of(ReportId slip);
file::Subject photos_of_activity(std::int64_t activity);

/// A photo on its way: nothing staged when none was chosen, and what is wrong with it.
struct Photo {
    std::optional<file::Staged> staged;
    file::Description said;
    std::optional<Error> refused;
};
bool has_photo(const http::Request& request);
/// Looks at the field anh and the answer trong_anh. A disk that is full or a server that is busy is the
/// Result's error where the island asks, who sends it again later; else it is refused like any other.
Result<Photo> read_photo(const Services& services, const http::Request& request);
/// Adds what is wrong to the errors of a form: of the photo, or that it must be chosen again.
void add_photo_faults(const Photo& photo, std::vector<FieldError>& faults);
/// In the transaction of the slip or activity it belongs to. The same photo with the same request key adds
/// nothing more, wherever it stands by now; another one is one that came later.
Result<> attach(db::Transaction& tx, const Photo& photo, const file::Subject& to,
                std::string_view request_key, const Actor& actor);

/// anh and trong_anh, with what was answered before.
std::vector<view::Input> photo_inputs(std::string_view answered);

/// Ready to print.
struct Shot {
    std::string small, medium, large, alt, day;
    view::Label consent;
    view::Tone tone = view::Tone::neutral;
    std::string remove_href;  // may be empty
};
/// alt: what the photo belongs to. removable: with the address where it is taken out.
Result<std::vector<Shot>> shots(db::Transaction& tx, const file::Subject& subject, std::string_view alt,
                                bool removable);

/// The unit of the slip or activity a photo stands with, and the page that shows it; nullopt for anything
/// else.
struct PhotoPlace {
    UnitId unit;
    std::string name, href;
};
Result<std::optional<PhotoPlace>> place_of(db::Transaction& tx, const file::Subject& subject, Date today);

}  // namespace kheo::bodies
