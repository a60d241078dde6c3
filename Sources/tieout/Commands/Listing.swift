import ArgumentParser
import PartnerCenter

/// `--format` of the commands that list something.
enum ListingFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

/// Writes rows to standard output.
enum Listing {
    static func show<Row: Listed>(_ rows: [Row], as format: ListingFormat) {
        print(text(columns: Row.columns, rows: rows.map(\.cells), format), terminator: "")
    }

    static func text(columns: [String], rows: [[ListedCell]], _ format: ListingFormat) -> String {
        switch format {
        case .table: table(columns, rows)
        case .json: json(columns, rows)
        case .csv: csv(columns, rows)
        }
    }

    private static func table(_ columns: [String], _ rows: [[ListedCell]]) -> String {
        var widths = columns.map(\.count)
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], plain(cell).count) }
        }
        func line(_ cells: [(text: String, isNumber: Bool)]) -> String {
            let padded = zip(cells, widths).map { cell, width in
                let space = String(repeating: " ", count: max(0, width - cell.text.count))
                return cell.isNumber ? space + cell.text : cell.text + space
            }
            var text = padded.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }
        return line(columns.map { ($0, false) }) + line(widths.map { (String(repeating: "-", count: $0), false) })
            + rows.map { row in line(row.map { (plain($0), isNumber($0)) }) }.joined()
    }

    private static func json(_ columns: [String], _ rows: [[ListedCell]]) -> String {
        let objects = rows.map { row in
            JSONValue.object(zip(columns, row).map { JSONValue.JSONMember($0, value($1)) }).json
        }
        return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
    }

    private static func csv(_ columns: [String], _ rows: [[ListedCell]]) -> String {
        ([columns] + rows.map { $0.map(csvField) }).map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    /// A text that a spreadsheet would run as a formula gets an apostrophe; numbers are left alone.
    private static func csvField(_ cell: ListedCell) -> String {
        var text = plain(cell)
        if case .text = cell, let first = text.first, "=+-@\t\r".contains(first) { text = "'" + text }
        let needsQuotes = text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    private static func plain(_ cell: ListedCell) -> String {
        switch cell {
        // A line break or an escape from outside would tear the table, or reach the terminal.
        case .text(let text): String(text.map { $0.isNewline || ($0.asciiValue ?? 0x20) < 0x20 ? " " : $0 })
        case .number(let digits): digits
        case .flag(let value): value ? "yes" : "no"
        case .none: ""
        }
    }

    private static func value(_ cell: ListedCell) -> JSONValue {
        switch cell {
        case .text(let text): .string(text)
        case .number(let digits): .number(digits)
        case .flag(let value): .bool(value)
        case .none: .null
        }
    }

    private static func isNumber(_ cell: ListedCell) -> Bool {
        if case .number = cell { return true }
        return false
    }
}

/// Options of every command that lists something.
struct ListingOptions: ParsableArguments {
    @OptionGroup var service: ServiceOptions

    @Option(help: "table, json or csv.")
    var format = ListingFormat.table
}
