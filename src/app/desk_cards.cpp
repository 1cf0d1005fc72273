// SPDX-License-Identifier: Apache-2.0
#include "app/desk_cards.hpp"

#include "app/messages.gen.hpp"
#include "registry/import/page_parts.hpp"

namespace kheo::app {

namespace {

constexpr std::size_t kShown = 5;

office::DeskLine line_of(const registry::import::HistoryRow& row, Language language) {
    auto note = row.when + " · " + row.state.in(language);
    if (!row.counts.empty()) note += " · " + row.counts;
    return {row.file_name, std::move(note), row.href};
}

}  // namespace

office::DeskCardProvider recent_imports(registry::import::PageServices services) {
    return [services](const http::Request& request) -> Result<office::DeskCard> {
        if (!request.who.may(auth::Permission::edit_registry, services.clock.today()))
            return office::DeskCard{};
        office::DeskCard card{&msg::desk_imports, {}, &msg::menu_import, "/nhap-du-lieu"};
        const auto rows = TRY(registry::import::history_rows(services, request.who));
        for (const auto& row : rows)
            if (card.lines.size() < kShown) card.lines.push_back(line_of(row, request.language));
        return card;
    };
}

}  // namespace kheo::app
