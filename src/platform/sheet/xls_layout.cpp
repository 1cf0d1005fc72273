// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/xls_layout.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <unordered_map>

#include "platform/sheet/code_points.hpp"
#include "platform/sheet/little_endian.hpp"
#include "platform/sheet/refusal.hpp"

namespace kheo::sheet {

namespace {

enum Kind : std::uint16_t {
    kFormula = 0x06,
    kEof = 0x0A,
    kDateMode = 0x22,
    kFilePass = 0x2F,
    kColInfo = 0x7D,
    kBoundSheet = 0x85,
    kMulRk = 0xBD,
    kMulBlank = 0xBE,
    kRString = 0xD6,
    kXf = 0xE0,
    kMergeCells = 0xE5,
    kLabelSst = 0xFD,
    kBlank = 0x201,
    kNumber = 0x203,
    kLabel = 0x204,
    kBoolErr = 0x205,
    kString = 0x207,
    kRow = 0x208,
    kRk = 0x27E,
    kFormat = 0x41E,
    kBof = 0x809,
};

struct Record {
    std::uint16_t kind = 0;
    std::string_view data;
    bool holds(std::size_t size) const { return data.size() >= size; }
};

class Records {
  public:
    Records(std::string_view stream, std::size_t at) : stream_(stream), at_(at) {}

    /// none at the end of the stream or where a record is cut (cut() tells).
    std::optional<Record> next() {
        if (at_ >= stream_.size() || stream_.size() - at_ < 4) return std::nullopt;
        const auto size = u16_at(stream_, at_ + 2);
        if (stream_.size() - at_ - 4 < size) return cut_ = true, std::nullopt;
        const Record record{u16_at(stream_, at_), stream_.substr(at_ + 4, size)};
        at_ += 4 + std::size_t{size};
        return record;
    }
    bool cut() const { return cut_; }

  private:
    std::string_view stream_;
    std::size_t at_;
    bool cut_ = false;
};

/// A BIFF8 string at `start`: number of characters, whether they are wide, characters (as many as are there).
std::string unicode_text(std::string_view data, std::size_t start) {
    if (data.size() < start + 3) return {};
    const std::size_t count = u16_at(data, start);
    const bool wide = data[start + 2] & 1;
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = start + 3 + i * (wide ? 2 : 1);
        if (at + (wide ? 2 : 1) > data.size()) break;
        append_utf8(out, wide ? u16_at(data, at) : static_cast<unsigned char>(data[at]));
    }
    return out;
}

/// The text of a FORMAT record: BIFF8 counts characters, BIFF5 bytes.
std::string format_text(std::string_view data, bool biff8) {
    if (data.size() < 3) return {};
    return biff8 ? unicode_text(data, 2) : std::string(data.substr(3, static_cast<unsigned char>(data[2])));
}

/// The eight bytes of a result: a number, or FFFFh and what it is instead ([MS-XLS] 2.5.133).
XlsResult result_of(std::string_view bytes) {
    if (u16_at(bytes, 6) != 0xFFFF) {
        const auto bits = u32_at(bytes, 0) | static_cast<std::uint64_t>(u32_at(bytes, 4)) << 32;
        return {CellKind::number, std::bit_cast<double>(bits), {}};
    }
    if (bytes[0] == 1) return {CellKind::boolean, bytes[2] ? 1.0 : 0.0, {}};
    return {};  // a text follows in its own record; errors and empty texts are blank
}

void set_flag(std::vector<bool>& flags, std::size_t index) {
    if (flags.size() <= index) flags.resize(index + 1);
    flags[index] = true;
}

class LayoutReader {
  public:
    LayoutReader(std::string_view stream, const Limits& limits) : stream_(stream), limits_(limits) {}

    Result<XlsLayout> read() {
        TRY(globals());
        for (const auto style : styles_) {
            const auto custom = formats_.find(style);
            layout_.formats.push_back(custom == formats_.end() ? builtin_format(style) : custom->second);
        }
        for (std::size_t i = 0; i < layout_.sheets.size(); ++i)
            if (layout_.sheets[i].is_table) TRY(sheet(positions_[i], layout_.sheets[i]));
        return std::move(layout_);
    }

  private:
    Result<> globals() {
        Records records(stream_, 0);
        auto record = records.next();
        if (!record || record->kind != kBof || !record->holds(4))
            return refuse(Refusal::corrupt_archive, "no BOF");
        biff8_ = u16_at(record->data, 0) == 0x600;
        while ((record = records.next()) && record->kind != kEof) TRY(global(*record));
        if (!record) return refuse(Refusal::corrupt_archive, "globals are cut");
        return {};
    }

    Result<> global(const Record& record) {
        if (record.kind == kFilePass) return refuse(Refusal::encrypted, "FILEPASS");
        if (record.kind == kDateMode && record.holds(2) && u16_at(record.data, 0) == 1)
            layout_.epoch = Epoch::from_1904;
        if (record.kind == kFormat && record.holds(3))
            formats_.insert_or_assign(u16_at(record.data, 0), parse_format(format_text(record.data, biff8_)));
        if (record.kind == kXf && record.holds(4)) styles_.push_back(u16_at(record.data, 2));
        if (record.kind == kBoundSheet && record.holds(8)) {
            if (record.data[5] == 1) return refuse(Refusal::has_macros, "Excel 4 macro sheet");
            positions_.push_back(u32_at(record.data, 0));
            XlsSheet sheet;
            sheet.hidden = (record.data[4] & 3) != 0;
            sheet.is_table = record.data[5] == 0;
            layout_.sheets.push_back(std::move(sheet));
        }
        return {};
    }

    Result<> sheet(std::size_t position, XlsSheet& into) {
        Records records(stream_, position);
        int depth = 0, last_row = -1, last_column = -1;
        last_formula_ = nullptr;
        auto record = records.next();
        if (!record || record->kind != kBof) return refuse(Refusal::corrupt_archive, "sheet without BOF");
        for (; record; record = records.next()) {
            depth += record->kind == kBof;
            if (record->kind == kEof && --depth == 0) break;
            if (depth != 1) continue;  // a chart inside
            sheet_record(*record, into, last_row, last_column);
            const auto area =
                static_cast<std::size_t>(last_row + 1) * static_cast<std::size_t>(last_column + 1);
            if (area + used_area_ > limits_.cells) return refuse(Refusal::archive_bomb, "used area");
        }
        if (!record) return refuse(Refusal::corrupt_archive, "sheet is cut");
        used_area_ += static_cast<std::size_t>(last_row + 1) * static_cast<std::size_t>(last_column + 1);
        return {};
    }

    void sheet_record(const Record& record, XlsSheet& into, int& last_row, int& last_column) {
        const auto& data = record.data;
        switch (record.kind) {
            case kRow:
                if (record.holds(14) && (u16_at(data, 12) & 0x20))
                    set_flag(into.hidden_rows, u16_at(data, 0));
                break;
            case kColInfo:
                if (record.holds(10) && (u16_at(data, 8) & 1))
                    for (unsigned i = u16_at(data, 0); i <= std::min<unsigned>(u16_at(data, 2), 255); ++i)
                        set_flag(into.hidden_columns, i);
                break;
            case kMergeCells:
                merges(data, into);
                break;
            case kString:
                if (last_formula_ && biff8_) *last_formula_ = {CellKind::text, 0, unicode_text(data, 0)};
                break;
            default:
                cells(record, into, last_row, last_column);
        }
    }

    static void merges(std::string_view data, XlsSheet& into) {
        const std::size_t count = data.size() >= 2 ? u16_at(data, 0) : 0;
        for (std::size_t i = 0; i < count && data.size() >= 10 + 8 * i; ++i) {
            const auto at = 2 + 8 * i;
            into.merges.push_back(
                {u16_at(data, at), u16_at(data, at + 4), u16_at(data, at + 2), u16_at(data, at + 6)});
        }
    }

    void cells(const Record& record, XlsSheet& into, int& last_row, int& last_column) {
        const auto& data = record.data;
        if (!record.holds(6)) return;
        const int row = u16_at(data, 0), column = u16_at(data, 2);
        const auto keep = [&](int at, XlsCell cell) {
            if (at > 255) return;
            last_row = std::max(last_row, row);
            last_column = std::max(last_column, at);
            auto& rows = into.cells;
            if (rows.size() <= static_cast<std::size_t>(row)) rows.resize(static_cast<std::size_t>(row) + 1);
            auto& cells = rows[static_cast<std::size_t>(row)];
            if (cells.size() <= static_cast<std::size_t>(at)) cells.resize(static_cast<std::size_t>(at) + 1);
            cells[static_cast<std::size_t>(at)] = cell;
        };
        switch (record.kind) {
            case kMulRk:
                for (std::size_t at = 4; at + 8 <= data.size(); at += 6)
                    keep(column + static_cast<int>(at - 4) / 6, {u16_at(data, at), false, false});
                break;
            case kMulBlank:
                for (std::size_t at = 4; at + 4 <= data.size(); at += 2)
                    keep(column + static_cast<int>(at - 4) / 2, {u16_at(data, at), false, false});
                break;
            case kFormula:
            case kBoolErr:
            case kRString:
            case kLabelSst:
            case kBlank:
            case kNumber:
            case kLabel:
            case kRk: {
                const bool boolean = record.kind == kBoolErr && record.holds(8) && data[7] == 0;
                keep(column, {u16_at(data, 4), record.kind == kFormula, boolean});
                if (record.kind == kFormula && record.holds(14))
                    last_formula_ = &(into.results[{row, column}] = result_of(data.substr(6, 8)));
                break;
            }
            default:
                break;
        }
    }

    std::string_view stream_;
    const Limits& limits_;
    XlsLayout layout_;
    std::vector<std::uint32_t> positions_;
    std::vector<int> styles_;
    std::unordered_map<int, NumberFormat> formats_;
    std::size_t used_area_ = 0;
    XlsResult* last_formula_ = nullptr;
    bool biff8_ = true;
};

}  // namespace

Result<XlsLayout> read_xls_layout(std::string_view workbook_stream, const Limits& limits) {
    return LayoutReader(workbook_stream, limits).read();
}

}  // namespace kheo::sheet
