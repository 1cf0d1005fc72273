// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/biff.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <unordered_map>
#include <utility>

#include "platform/sheet/biff_text.hpp"
#include "platform/sheet/little_endian.hpp"
#include "platform/sheet/refusal.hpp"
#include "platform/sheet/xml_reader.hpp"

namespace kheo::sheet {

namespace {

enum Kind : std::uint16_t {
    kFormula = 0x06,
    kEof = 0x0A,
    kDateMode = 0x22,
    kFilePass = 0x2F,
    kContinue = 0x3C,
    kColInfo = 0x7D,
    kBoundSheet = 0x85,
    kMulRk = 0xBD,
    kMulBlank = 0xBE,
    kRString = 0xD6,
    kXf = 0xE0,
    kMergeCells = 0xE5,
    kSst = 0xFC,
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

constexpr int kMostBiffColumns = 256;

struct Record {
    std::uint16_t kind = 0;
    std::string_view data;
    bool holds(std::size_t size) const { return data.size() >= size; }
};

class Records {
  public:
    Records(std::string_view stream, std::size_t at) : stream_(stream), at_(std::min(at, stream.size())) {}

    /// none at the end of the stream or where a record is cut.
    std::optional<Record> next() {
        if (stream_.size() - at_ < 4) return std::nullopt;
        const auto size = u16_at(stream_, at_ + 2);
        if (stream_.size() - at_ - 4 < size) return std::nullopt;
        const Record record{u16_at(stream_, at_), stream_.substr(at_ + 4, size)};
        at_ += 4 + std::size_t{size};
        return record;
    }

  private:
    std::string_view stream_;
    std::size_t at_;
};

void set_flag(std::vector<bool>& flags, std::size_t index) {
    if (flags.size() <= index) flags.resize(index + 1);
    flags[index] = true;
}

double real_at(std::string_view data, std::size_t at) {
    return std::bit_cast<double>(u32_at(data, at) | static_cast<std::uint64_t>(u32_at(data, at + 4)) << 32);
}

/// RK: a number in 30 bits, whole or the upper part of a double, perhaps in hundredths ([MS-XLS] 2.5.218).
double rk_at(std::string_view data, std::size_t at) {
    const auto rk = u32_at(data, at);
    const double value = rk & 2 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                                : std::bit_cast<double>(static_cast<std::uint64_t>(rk & ~3u) << 32);
    return rk & 1 ? value / 100 : value;
}

class BiffReader {
  public:
    BiffReader(std::string_view stream, const Limits& limits) : stream_(stream), limits_(limits) {}

    Result<BiffBook> read() {
        TRY(globals());
        if (!string_records_.empty()) book_.texts = shared_strings(string_records_);
        for (const auto style : styles_) {
            const auto custom = formats_.find(style);
            book_.formats.push_back(custom == formats_.end() ? builtin_format(style) : custom->second);
        }
        for (std::size_t i = 0; i < book_.sheets.size(); ++i)
            if (book_.sheets[i].is_table) TRY(sheet(positions_[i], book_.sheets[i]));
        return std::move(book_);
    }

  private:
    Result<> globals() {
        Records records(stream_, 0);
        auto record = records.next();
        if (!record || record->kind != kBof || !record->holds(4))
            return refuse(Refusal::corrupt_archive, "no BOF");
        biff8_ = u16_at(record->data, 0) == 0x600;
        bool strings_open = false;
        while ((record = records.next()) && record->kind != kEof) {
            const bool first = record->kind == kSst && string_records_.empty();
            strings_open = first || (strings_open && record->kind == kContinue);
            if (strings_open) string_records_.push_back(record->data);
            TRY(global(*record));
        }
        if (!record) return refuse(Refusal::corrupt_archive, "globals are cut");
        return {};
    }

    Result<> global(const Record& record) {
        const auto& data = record.data;
        if (record.kind == kFilePass) return refuse(Refusal::encrypted, "FILEPASS");
        if (record.kind == kDateMode && record.holds(2) && u16_at(data, 0) == 1)
            book_.epoch = Epoch::from_1904;
        if (record.kind == kFormat && record.holds(3))
            formats_.insert_or_assign(u16_at(data, 0), parse_format(format_text(data)));
        if (record.kind == kXf && record.holds(4)) styles_.push_back(u16_at(data, 2));
        return record.kind == kBoundSheet && record.holds(8) ? bound_sheet(data) : Result<>{};
    }

    std::string format_text(std::string_view data) const {
        return clean_utf8(biff8_ ? unicode_text(data, 2)
                                 : byte_text(data.substr(3, static_cast<unsigned char>(data[2]))));
    }

    Result<> bound_sheet(std::string_view data) {
        if (data[5] == 1) return refuse(Refusal::has_macros, "Excel 4 macro sheet");
        BiffSheet made;
        made.hidden = (data[4] & 3) != 0;
        made.is_table = data[5] == 0;
        const std::string length{data[6], '\0'};
        made.name = biff8_ ? unicode_text(length + std::string(data.substr(7)), 0)
                           : byte_text(data.substr(7, static_cast<unsigned char>(data[6])));
        positions_.push_back(u32_at(data, 0));
        book_.sheets.push_back(std::move(made));
        return {};
    }

    Result<> sheet(std::size_t position, BiffSheet& into) {
        Records records(stream_, position);
        into_ = &into;
        open_formula_ = nullptr;
        width_ = 0;
        auto record = records.next();
        if (!record || record->kind != kBof) return refuse(Refusal::corrupt_archive, "sheet without BOF");
        for (int depth = 0; record; record = records.next()) {
            depth += record->kind == kBof;
            if (record->kind == kEof && --depth == 0) break;
            if (depth == 1) sheet_record(*record);  // deeper: a chart inside
            if (used_area_ + into.rows.size() * width_ > limits_.cells)
                return refuse(Refusal::archive_bomb, "used area");
        }
        if (!record) return refuse(Refusal::corrupt_archive, "sheet is cut");
        used_area_ += into.rows.size() * width_;
        return {};
    }

    void sheet_record(const Record& record) {
        const auto& data = record.data;
        if (record.kind == kRow && record.holds(14) && (u16_at(data, 12) & 0x20))
            set_flag(into_->hidden_rows, u16_at(data, 0));
        else if (record.kind == kColInfo && record.holds(10) && (u16_at(data, 8) & 1))
            for (unsigned i = u16_at(data, 0); i <= std::min<unsigned>(u16_at(data, 2), kMostBiffColumns - 1);
                 ++i)
                set_flag(into_->hidden_columns, i);
        else if (record.kind == kMergeCells)
            merges(data);
        else if (record.kind == kString && open_formula_)
            set_text(*std::exchange(open_formula_, nullptr),
                     biff8_ ? unicode_text(data, 0)
                            : byte_text(data.substr(std::min<std::size_t>(2, data.size()))));
        else if (record.holds(6))
            cell_record(record);
    }

    void merges(std::string_view data) {
        const std::size_t count = data.size() >= 2 ? u16_at(data, 0) : 0;
        for (std::size_t i = 0; i < count && data.size() >= 10 + 8 * i; ++i) {
            const auto at = 2 + 8 * i;
            into_->merges.push_back(
                {u16_at(data, at), u16_at(data, at + 4), u16_at(data, at + 2), u16_at(data, at + 6)});
        }
    }

    void cell_record(const Record& record) {
        const auto& data = record.data;
        switch (record.kind) {
            case kMulRk:
                for (std::size_t at = 4; at + 8 <= data.size(); at += 6)
                    if (auto* cell = place(data, static_cast<int>(at - 4) / 6, u16_at(data, at)))
                        set_number(*cell, rk_at(data, at + 2));
                break;
            case kRk:
                if (auto* cell = record.holds(10) ? place(data) : nullptr) set_number(*cell, rk_at(data, 6));
                break;
            case kNumber:
                if (auto* cell = record.holds(14) ? place(data) : nullptr)
                    set_number(*cell, real_at(data, 6));
                break;
            case kLabelSst:
                if (auto* cell = record.holds(10) ? place(data) : nullptr)
                    set_shared_text(*cell, u32_at(data, 6));
                break;
            case kLabel:
            case kRString:
                if (auto* cell = record.holds(8) ? place(data) : nullptr)
                    set_text(*cell,
                             biff8_ ? unicode_text(data, 6) : byte_text(data.substr(8, u16_at(data, 6))));
                break;
            case kBoolErr:
                if (auto* cell = record.holds(8) ? place(data) : nullptr)
                    set_special(*cell, data[7] != 0, data[6]);
                break;
            case kFormula:
                if (auto* cell = record.holds(14) ? place(data) : nullptr)
                    set_result(*cell, data.substr(6, 8));
                break;
            default:
                break;
        }
    }

    BiffCell* place(std::string_view data) { return place(data, 0, u16_at(data, 4)); }

    /// The cell of a record that begins with row and column; none outside the sheet.
    BiffCell* place(std::string_view data, int offset, std::uint16_t style) {
        const std::size_t row = u16_at(data, 0), column = u16_at(data, 2) + static_cast<std::size_t>(offset);
        open_formula_ = nullptr;
        if (column >= kMostBiffColumns) return nullptr;
        if (into_->rows.size() <= row) into_->rows.resize(row + 1);
        auto& cells = into_->rows[row];
        if (cells.size() <= column) cells.resize(column + 1);
        width_ = std::max(width_, cells.size());
        cells[column].style = style;
        return &cells[column];
    }

    static void set_number(BiffCell& cell, double number) {
        cell.kind = CellKind::number;
        cell.number = number;
    }
    void set_shared_text(BiffCell& cell, std::uint32_t index) {
        if (index >= book_.texts.size()) return;
        cell.kind = CellKind::text;
        cell.text = index;
    }
    void set_text(BiffCell& cell, std::string text) {
        cell.kind = CellKind::text;
        cell.text = static_cast<std::uint32_t>(book_.texts.size());
        book_.texts.push_back(std::move(text));
    }
    /// A truth value or an error.
    void set_special(BiffCell& cell, bool error, char value) {
        if (!error) {
            cell.kind = CellKind::boolean;
            cell.number = value != 0;
            return;
        }
        static const std::unordered_map<int, const char*> kErrors = {
            {0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
            {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"}};
        const auto known = kErrors.find(static_cast<unsigned char>(value));
        set_text(cell, known == kErrors.end() ? "#N/A" : known->second);
    }
    /// Eight bytes: a number, or FFFFh and what it is instead ([MS-XLS] 2.5.133); a text follows in its own
    /// record.
    void set_result(BiffCell& cell, std::string_view bytes) {
        cell.formula = true;
        if (u16_at(bytes, 6) != 0xFFFF) return set_number(cell, real_at(bytes, 0));
        if (bytes[0] == 0) open_formula_ = &cell;
        if (bytes[0] == 1 || bytes[0] == 2) set_special(cell, bytes[0] == 2, bytes[2]);
    }

    std::string_view stream_;
    const Limits& limits_;
    BiffBook book_;
    std::vector<std::string_view> string_records_;
    std::vector<std::uint32_t> positions_;
    std::vector<int> styles_;
    std::unordered_map<int, NumberFormat> formats_;
    BiffSheet* into_ = nullptr;
    BiffCell* open_formula_ = nullptr;  // waits for its text; no other cell is placed in between
    std::size_t used_area_ = 0, width_ = 0;
    bool biff8_ = true;
};

}  // namespace

Result<BiffBook> read_biff(std::string_view workbook_stream, const Limits& limits) {
    return BiffReader(workbook_stream, limits).read();
}

}  // namespace kheo::sheet
