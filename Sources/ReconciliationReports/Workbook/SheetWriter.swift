package import BillingModel
internal import CXlsxWriter

/// Writes a report as a sheet: header row that stays in sight, a filter on every column, cells with types.
///
/// A figure is a number where a spreadsheet holds it exactly, that is with fifteen digits or fewer; with more it is
/// text, since a rounded figure would be a wrong one. A report with more rows than a sheet can have goes on in another.
package struct SheetWriter: ReportCells {
    /// Rows of a sheet, header included.
    static let rowLimit = 1_048_576
    /// Characters of a cell.
    static let textLimit = 32_767

    private let name: String
    private let columns: [String]
    private let workbook: Workbook
    private let limit: Int
    private var sheet: UnsafeMutablePointer<lxw_worksheet>
    private var sheets = 1
    private var row: lxw_row_t = 1
    private var column: lxw_col_t = 0
    private var error = LXW_NO_ERROR

    init(_ name: String, columns: [String], in workbook: Workbook, rowLimit: Int = rowLimit) throws(ReportError) {
        self.name = name
        self.columns = columns
        self.workbook = workbook
        limit = rowLimit
        sheet = try workbook.addSheet(name)
        try begin()
    }

    // MARK: Cells

    package mutating func text(_ cell: String) {
        if !cell.isEmpty { keep(worksheet_write_string(sheet, row, column, SheetText.safe(cell), nil)) }
        column += 1
    }

    package mutating func number(_ cell: ExactDecimal?) { figure(cell?.description, workbook.formats.number) }

    package mutating func amount(_ cell: Amount?) { figure(cell?.description, workbook.formats.amount) }

    package mutating func integer(_ cell: Int?) { figure(cell?.description, nil) }

    /// A date of the spreadsheet; the few before its calendar is right are text.
    package mutating func date(_ cell: CalendarDate?) {
        guard let cell else { return column += 1 }
        // Day 1 is 1900-01-01 and 1900-02-29 is counted too, so numbers are right from March on.
        let serial = Int(cell.dayNumber) + 25_569
        if serial <= 60 { return text(cell.description) }
        keep(worksheet_write_number(sheet, row, column, Double(serial), workbook.formats.date))
        column += 1
    }

    package mutating func flag(_ cell: Bool) {
        keep(worksheet_write_boolean(sheet, row, column, cell ? 1 : 0, nil))
        column += 1
    }

    private mutating func figure(_ digits: String?, _ format: CellFormats.Format?) {
        guard let digits else { return column += 1 }
        // The one place where a figure becomes binary: the file format has no other numbers. Fifteen digits survive.
        guard SheetText.isExact(digits), let value = Double(digits) else { return text(digits) }
        keep(worksheet_write_number(sheet, row, column, value, format))
        column += 1
    }

    // MARK: Rows

    package mutating func endRow() throws(ReportError) {
        if error != LXW_NO_ERROR { throw workbook.failure(error) }
        column = 0
        row += 1
        if Int(row) == limit { try beginAnother() }
    }

    /// Ends the report: the filter reaches to its last row.
    package mutating func finish() throws(ReportError) {
        keep(worksheet_autofilter(sheet, 0, 0, max(1, row - 1), lxw_col_t(columns.count - 1)))
        if error != LXW_NO_ERROR { throw workbook.failure(error) }
    }

    private mutating func beginAnother() throws(ReportError) {
        try finish()
        sheets += 1
        sheet = try workbook.addSheet("\(name) (\(sheets))")
        row = 1
        try begin()
    }

    private mutating func begin() throws(ReportError) {
        for (index, column) in columns.enumerated() {
            let index = lxw_col_t(index)
            keep(worksheet_set_column(sheet, index, index, SheetText.width(of: column), nil))
        }
        for (index, column) in columns.enumerated() {
            keep(worksheet_write_string(sheet, 0, lxw_col_t(index), column, workbook.formats.header))
        }
        worksheet_freeze_panes(sheet, 1, 0)
        // Ids that consist of digits are text on purpose: no warning triangle at each.
        keep(
            worksheet_ignore_errors(sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:XFD1048576"))
        if error != LXW_NO_ERROR { throw workbook.failure(error) }
    }

    /// Remembers the first thing that went wrong until the row ends.
    private mutating func keep(_ result: lxw_error) {
        if error == LXW_NO_ERROR { error = result }
    }
}

/// Texts and widths of a sheet.
enum SheetText {
    /// A text as a cell can hold it: no characters that XML has no place for, cut where a cell ends.
    static func safe(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            // Spreadsheets count in UTF-16.
            count += UTF16.width(scalar)
            if count >= SheetWriter.textLimit {
                scalars.append("…")
                break
            }
            switch scalar {
            case "\t", "\n": scalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": scalars.append("\u{FFFD}")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// Whether a binary number gives these digits back: at most fifteen from the first that counts to the last.
    static func isExact(_ digits: String) -> Bool {
        var counted = 0
        var zeros = 0
        for byte in digits.utf8 where byte &- 48 <= 9 {
            if byte == 48 {
                if counted > 0 { zeros += 1 }
            } else {
                counted += zeros + 1
                zeros = 0
            }
        }
        return counted <= 15 && digits.utf8.count <= 64
    }

    /// In characters: room for what a column mostly holds.
    static func width(of column: String) -> Double {
        switch column {
        case "explanation", "suggested_action", "reviewer_note", "evidence": 60
        case "customer_name", "product_name", "sku_name", "class", "rule": 30
        case "customer_id", "subscription_id", "order_id", "catalog_item_id": 38
        default: Double(max(12, column.count + 4))
        }
    }
}
