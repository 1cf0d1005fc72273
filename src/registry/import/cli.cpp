// SPDX-License-Identifier: Apache-2.0
#include "registry/import/cli.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <ostream>
#include <ranges>
#include <sstream>

#include "base/digest.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "registry/import/file_remarks.hpp"
#include "registry/import/json.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/page_parts.hpp"
#include "registry/import/save.hpp"
#include "registry/import/store.hpp"
#include "registry/import/texts.hpp"

namespace kheo::registry::import {

namespace {

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream bytes;
    if (in) bytes << in.rdbuf();
    if (!in) return fail(ErrorKind::not_found, msg::file_unreadable, {{"file", path.string()}});
    return bytes.str();
}

int report(const CommandContext& context, const Error& error, bool json) {
    if (json && is_refusal(error)) {
        context.out << refusal_json(error).dump() << '\n';
    } else if (json) {
        nlohmann::ordered_json fields = nlohmann::ordered_json::array();
        for (const auto& f : error.fields)
            fields.push_back({{"field", f.field}, {"message", f.message.in(Language::vi)}});
        context.out << nlohmann::ordered_json{{"error",
                                               {{"kind", error_kind_name(error.kind)},
                                                {"message", error.message.in(Language::vi)},
                                                {"fields", fields}}}}
                           .dump()
                    << '\n';
    }
    context.err << error.message.in(Language::vi) << '\n';
    return is_refusal(error) ? 1 : exit_code(error.kind);
}

struct Loaded {
    std::shared_ptr<const territory::Atlas> atlas;
    std::vector<Field> fields;
};

Result<Loaded> load(const CommandContext& context, Date on) {
    return context.database.read([&](db::Transaction& tx) -> Result<Loaded> {
        Loaded loaded;
        loaded.atlas = TRY(territory::load_atlas(tx));
        loaded.fields = TRY(fields(tx, on));
        return loaded;
    });
}

struct Prepared {
    SourceFile file;
    Analysis analysis;
    std::shared_ptr<const territory::Atlas> atlas;
};

Result<Prepared> prepare(const CommandContext& context, const ImportCommand& command) {
    const auto bytes = TRY(read_file(command.file));
    const auto name = command.file.filename().string();
    const auto workbook = TRY(sheet::read_workbook(bytes, name));
    const auto today = context.clock.today();
    auto loaded = TRY(load(context, command.date.value_or(today)));
    Hints hints{command.unit_code, command.date, name, {}, std::move(loaded.fields), today};
    auto analysis = TRY(analyse(workbook, *loaded.atlas, hints));
    return Prepared{{name, sha256_hex(bytes)}, std::move(analysis), loaded.atlas};
}

void say_remark(const CommandContext& context, const Message& message, const Row& row, const Remark& remark) {
    const Sentence line(message,
                        {{"row", std::to_string(row.row)}, {"sentence", remark.sentence.in(Language::vi)}});
    context.err << line.in(Language::vi) << '\n';
}

bool has_tone(const Remark& remark, view::Tone tone) {
    return problem_label(remark.code).tone == tone;
}

/// What keeps a row out, and not what is also written there; everything where nothing is known to.
void say_rejected(const CommandContext& context, const Row& row) {
    const auto bad = [](const Remark& remark) { return has_tone(remark, view::Tone::bad); };
    const bool known = std::ranges::any_of(row.remarks, bad);
    for (const auto& remark : row.remarks)
        if (!known || bad(remark)) say_remark(context, msg::cli_row, row, remark);
}

/// All that keeps rows out; of the remarks on the others, those to look at before those that only inform, and
/// no more than a screenful.
void say_rows(const CommandContext& context, const Analysis& analysis) {
    constexpr std::size_t kShown = 20;
    std::vector<std::pair<const Row*, const Remark*>> kept;
    for (const auto& row : analysis.rows) {
        if (!row.saved()) say_rejected(context, row);
        for (const auto& remark : row.remarks)
            if (row.saved()) kept.emplace_back(&row, &remark);
    }
    const auto informs = [](const auto& one) { return has_tone(*one.second, view::Tone::info); };
    std::ranges::stable_partition(kept, std::not_fn(informs));
    for (const auto& one : kept | std::views::take(kShown))
        say_remark(context, informs(one) ? msg::cli_row_informs : msg::cli_row_kept, *one.first, *one.second);
    if (kept.size() <= kShown) return;
    const auto more = format_count(static_cast<std::int64_t>(kept.size() - kShown));
    context.err << Sentence(msg::cli_more_remarks, {{"count", more}}).in(Language::vi) << '\n';
}

void say(const CommandContext& context, const Analysis& analysis, const std::optional<Outcome>& outcome) {
    const auto say_line = [&](const Sentence& sentence) { context.err << sentence.in(Language::vi) << '\n'; };
    say_line({msg::cli_read,
              {{"rows", format_count(static_cast<std::int64_t>(analysis.rows.size()))},
               {"valid", format_count(static_cast<std::int64_t>(analysis.to_save()))},
               {"date", analysis.list_date.vietnamese()}}});
    for (const auto& remark : file_remarks(analysis, Reader::terminal)) say_line(remark.sentence);
    say_rows(context, analysis);
    if (outcome)
        say_line({msg::cli_saved,
                  {{"import", std::to_string(outcome->batch.value)},
                   {"saved", format_count(outcome->saved)},
                   {"unchanged", format_count(outcome->unchanged)},
                   {"rejected", format_count(outcome->rejected)}}});
}

}  // namespace

int import_initiatives(const CommandContext& context, const ImportCommand& command) {
    const auto prepared = prepare(context, command);
    if (!prepared) return report(context, prepared.error(), command.json);
    std::optional<Outcome> outcome;
    if (!command.dry_run) {
        const auto saved = context.database.write([&](db::Transaction& tx) {
            return save(tx, prepared->analysis, prepared->file, *prepared->atlas,
                        Actor{{}, context.clock.now()});
        });
        if (!saved) return report(context, saved.error(), command.json);
        outcome = *saved;
    }
    if (command.json) {
        auto json = to_json(prepared->analysis);
        if (outcome) {
            json["import"] = outcome->batch.value;
            json["saved"] = outcome->saved;
            json["unchanged"] = outcome->unchanged;
            json["rejected"] = outcome->rejected;
        }
        context.out << json.dump() << '\n';
    } else {
        say(context, prepared->analysis, outcome);
    }
    return 0;
}

Result<BatchId> batch_named(db::Transaction& tx, const std::string& text) {
    const auto page = address(UploadId{});  // ends in the number 0
    const auto folder = std::string_view(page).substr(0, page.size() - 1);
    const auto at = text.find(folder);
    const bool is_page = at != std::string::npos;
    const auto number =
        parse_number<std::int64_t>(std::string_view(text).substr(is_page ? at + folder.size() : 0));
    if (!number || *number < 1) return fail(ErrorKind::usage, msg::import_number_wrong, {{"text", text}});
    if (!is_page) return BatchId{*number};
    const auto upload = TRY(store::find(tx, UploadId{*number}));
    if (!upload || !upload->batch) return fail(ErrorKind::not_found, msg::import_not_saved, {{"text", text}});
    return upload->batch;
}

int undo_import(const CommandContext& context, BatchId import, bool json) {
    const auto undone = context.database.write(
        [&](db::Transaction& tx) { return undo_batch(tx, import, Actor{{}, context.clock.now()}); });
    if (!undone) return report(context, undone.error(), json);
    if (json)
        context.out << nlohmann::ordered_json{{"import", import.value}, {"undone", *undone}}.dump() << '\n';
    context.err << Sentence(msg::cli_undone,
                            {{"import", std::to_string(import.value)}, {"count", format_count(*undone)}})
                       .in(Language::vi)
                << '\n';
    return 0;
}

}  // namespace kheo::registry::import
