// SPDX-License-Identifier: Apache-2.0
// Private to the room: what its page files share.
#pragma once

#include <memory>
#include <type_traits>

#include "platform/view/layout.hpp"
#include "registry/evidence/addresses.hpp"
#include "registry/evidence/forms.hpp"
#include "registry/evidence/service.hpp"
#include "registry/evidence/views.hpp"

namespace kheo::registry::evidence {

/// A request about one dossier. Lives as long as its handler.
class Asked {
  public:
    Asked(const Services& services, const http::Request& request);
    Asked(const Asked&) = delete;

    /// fn(Acting) → Result<T> in a transaction; not_found where the person may not open the dossier.
    template <typename F>
    auto read(F&& fn) const -> std::invoke_result_t<F, const Acting&> {
        using Answer = std::invoke_result_t<F, const Acting&>;
        return services.database.read([&](db::Transaction& tx) -> Answer {
            const auto cycle = TRY(this->cycle(tx));
            return fn(acting(tx, cycle));
        });
    }
    template <typename F>
    auto write(F&& fn) const -> std::invoke_result_t<F, const Acting&> {
        using Answer = std::invoke_result_t<F, const Acting&>;
        return services.database.write([&](db::Transaction& tx) -> Answer {
            const auto cycle = TRY(this->cycle(tx));
            return fn(acting(tx, cycle));
        });
    }

    std::string_view code() const { return request.captures.get("code"); }
    std::string request_key() const;
    /// The id in the address under this name; 0 when it is none.
    std::int64_t number(std::string_view capture) const;

    const Services& services;
    const http::Request& request;

  private:
    Result<life::Cycle> cycle(db::Transaction& tx) const;
    Acting acting(db::Transaction& tx, const life::Cycle& cycle) const;

    std::shared_ptr<const territory::Atlas> atlas_;
    Date today_;
    Millis now_;
};

enum class Tab { photos, visits, quantities };
/// `done`: what the person just did, by the word behind ?vua=.
Result<Frame> frame_of(const Acting& acting, Tab tab, std::string_view done);

Shot shot_of(const file::Attachment& attachment, const life::Cycle& cycle);
Result<PaperRow> paper_row(const Acting& acting, const file::Attachment& attachment);
/// "1,2 MB", "84 KB".
std::string size_text(std::int64_t bytes);

/// The file of a form, or nullptr.
const http::Upload* file_of(const http::Request& request);
view::Input file_input(const Message& label, const Message* hint, const Errors& wrong, std::string accept);

inline constexpr std::string_view kPhotoTypes = "image/jpeg,image/png,image/webp,image/heic,image/heif";
inline constexpr std::string_view kPaperTypes = ".pdf,.docx,.xlsx,.odt";

/// A refusal of the file or of the whole form as errors of a field; nothing of a fault that is not the
/// person's.
std::optional<Errors> as_field_errors(const Error& error, std::string_view field);
/// The same of a file that was sent; of one that is too large with its name.
std::optional<Errors> as_file_errors(const Error& error, const http::Upload& upload);

// One handler per route.
Result<http::Response> show_evidence(const Services& services, const http::Request& request);
Result<http::Response> send_photo(const Services& services, const http::Request& request);
Result<http::Response> send_paper(const Services& services, const http::Request& request);
Result<http::Response> show_attachment(const Services& services, const http::Request& request);
Result<http::Response> change_attachment(const Services& services, const http::Request& request);
Result<http::Response> publish_attachment(const Services& services, const http::Request& request);
Result<http::Response> remove_attachment(const Services& services, const http::Request& request);
Result<http::Response> erase_attachment(const Services& services, const http::Request& request);
/// The page of one attachment, with a form that came back; with a conflict the consent on it is the one on
/// record.
Result<http::Response> attachment_page(const Asked& asked, file::AttachmentId id, const http::Fields* typed,
                                       const Errors& wrong, std::string_view done,
                                       const Error* conflict = nullptr);

Result<http::Response> show_visits(const Services& services, const http::Request& request);
Result<http::Response> send_visit(const Services& services, const http::Request& request);
Result<http::Response> send_visit_file(const Services& services, const http::Request& request);
Result<http::Response> finish_follow_up(const Services& services, const http::Request& request);
Result<http::Response> show_visit_change(const Services& services, const http::Request& request);
Result<http::Response> send_correction(const Services& services, const http::Request& request);
Result<http::Response> send_withdrawal(const Services& services, const http::Request& request);

/// "/ho-so/7K4M92QXH3/kiem-tra/12/sua".
std::string visit_change_href(const Acting& acting, VisitId id);
/// The person and who else checks at the units where the person works.
Result<std::vector<Colleague>> colleagues_of(const Acting& acting);
/// What the form could not read stays first; a field is told one fault.
Result<> add_problems(const Asked& asked, const Visit& visit, Errors& wrong);

Result<http::Response> show_quantities(const Services& services, const http::Request& request);
Result<http::Response> send_quantity(const Services& services, const http::Request& request);
Result<http::Response> remove_quantity(const Services& services, const http::Request& request);

}  // namespace kheo::registry::evidence
