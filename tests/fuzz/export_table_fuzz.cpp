// SPDX-License-Identifier: Apache-2.0
// Tables of an export as `import all` reads them. Promises: exactly what RFC 4180 allows is read, as a short
// reader of its own here reads it; pieces decide nothing; a row that was read is written and read again the
// same; commas cost no memory.
#include <algorithm>
#include <cmath>
#include <optional>

#include "fuzz/fuzz.hpp"
#include "platform/archive/csv.hpp"

namespace {

using namespace kheo;
using namespace kheo::fuzz;
using archive::Field;

using Lines = std::vector<std::vector<Field>>;

const db::Table& table() {
    using db::ColumnType;
    static const db::Table made{"t",
                                {{"n", ColumnType::integer, true, 0, {}},
                                 {"r", ColumnType::real, true, 0, {}},
                                 {"t", ColumnType::text, true, 0, {}},
                                 {"b", ColumnType::bytes, true, 0, {}}}};
    return made;
}

bool same(const Lines& a, const Lines& b) {
    const auto equal = [](const Field& x, const Field& y) {
        return x.text == y.text && x.quoted == y.quoted;
    };
    return std::ranges::equal(a, b,
                              [&](const auto& x, const auto& y) { return std::ranges::equal(x, y, equal); });
}

Result<Lines> split(std::string_view text, std::size_t piece) {
    Lines lines;
    archive::LineSplitter splitter([&](std::vector<Field>& fields) -> Result<> {
        lines.push_back(fields);
        return {};
    });
    for (std::size_t at = 0; at < text.size(); at += piece) TRY(splitter.feed(text.substr(at, piece)));
    TRY(splitter.finish());
    return lines;
}

/// RFC 4180 §2 with LF or CR LF at the end of every line; nullopt for everything else.
class Model {
  public:
    explicit Model(std::string_view text) : rest_(text) {}
    std::optional<Lines> read() {
        Lines lines;
        while (!rest_.empty()) {
            lines.emplace_back();
            do {
                auto field = next_field();
                if (!field) return std::nullopt;
                lines.back().push_back(*std::move(field));
            } while (took(","));
            if (!took("\r\n") && !took("\n")) return std::nullopt;
        }
        return lines;
    }

  private:
    bool took(std::string_view start) {
        if (!rest_.starts_with(start)) return false;
        rest_.remove_prefix(start.size());
        return true;
    }
    std::optional<Field> next_field() {
        if (!took("\"")) {
            const auto end = std::min(rest_.find_first_of(",\"\r\n"), rest_.size());
            Field field{std::string(rest_.substr(0, end)), false};
            rest_.remove_prefix(end);
            return field;
        }
        Field field{"", true};
        for (;;) {
            const auto end = rest_.find('"');
            if (end == rest_.npos) return std::nullopt;
            field.text += rest_.substr(0, end);
            rest_.remove_prefix(end + 1);
            if (!took("\"")) return field;
            field.text += '"';
        }
    }
    std::string_view rest_;
};

/// A row of parameters, as a database gives it back.
class KeptRow final : public db::Row {
  public:
    explicit KeptRow(const std::vector<db::Param>& params) : params_(params) {}
    bool is_null(int column) const override { return std::holds_alternative<db::Param::Null>(at(column)); }
    std::int64_t integer(int column) const override { return std::get<std::int64_t>(at(column)); }
    double real(int column) const override { return std::get<double>(at(column)); }
    std::string_view text(int column) const override {
        if (const auto* blob = std::get_if<db::Param::Blob>(&at(column))) return blob->bytes;
        return std::get<std::string_view>(at(column));
    }

  private:
    const db::Param::Value& at(int column) const { return params_[static_cast<std::size_t>(column)].value(); }
    const std::vector<db::Param>& params_;
};

/// The line of a row of four fields as it would be exported; nullopt when a field does not fit its column.
std::optional<std::string> exported(const std::vector<Field>& fields) {
    std::vector<std::string> bytes(fields.size());
    std::vector<db::Param> params;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto param = archive::to_param(fields[i], table().columns[i], bytes[i]);
        if (!param) return std::nullopt;
        if (const auto* real = std::get_if<double>(&param->value()))
            promise(std::isfinite(*real), "a number is finite");
        params.push_back(*param);
    }
    std::string line;
    archive::append_line(line, KeptRow(params), table());
    return line;
}

void check_row(const std::vector<Field>& fields) {
    const auto line = exported(fields);
    if (!line) return;
    const auto again = split(*line, line->size());
    promise(again && again->size() == 1, "an exported line is one line");
    promise(exported(again->front()) == line, "a row that was read is written and read again");
    for (std::size_t i = 2; i < 4; ++i) {
        const auto& back = again->front()[i];
        promise(back.text == fields[i].text && back.quoted == fields[i].quoted, "texts and bytes stay");
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    const auto lines = split(text, 1 << 16);
    const auto by_bytes = split(text, 1 + size % 7);
    promise(lines.has_value() == by_bytes.has_value() && (!lines || same(*lines, *by_bytes)),
            "pieces decide nothing");
    const auto wanted = Model(text).read();
    if (!lines) {
        const bool crowded = text.size() > archive::kMostFields;
        promise(lines.error().kind == ErrorKind::invalid && (!wanted || crowded),
                "what RFC 4180 allows is read");
        return 0;
    }
    promise(wanted && same(*lines, *wanted), "nothing is read that RFC 4180 does not say");
    for (const auto& fields : *lines) {
        promise(fields.size() <= archive::kMostFields, "no more fields than any table has");
        if (fields.size() == table().columns.size()) check_row(fields);
    }
    return 0;
}
