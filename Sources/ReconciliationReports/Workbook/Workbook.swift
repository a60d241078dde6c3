package import BillingModel
internal import CXlsxWriter

/// `discrepancies.xlsx`: the reports as sheets of one workbook, through libxlsxwriter.
///
/// Rows go to the disk as they come, so a workbook of a million rows needs no more memory than one of ten. Equal
/// reports give equal bytes: the one time in the file is the night's date. Nothing in it is a formula.
package final class Workbook {
    package static let fileName = "discrepancies.xlsx"

    private let path: String
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var isOpen = true
    let formats: CellFormats

    /// - Parameters:
    ///   - path: The file, which is overwritten.
    ///   - folder: Where the sheets wait until the file is put together.
    package init(path: String, folder: String, asOf: CalendarDate) throws(ReportError) {
        self.path = path
        let opened = folder.withCString { folder -> UnsafeMutablePointer<lxw_workbook>? in
            // The library only reads the folder's name and keeps a copy of it.
            var options = lxw_workbook_options(
                constant_memory: 1, tmpdir: UnsafeMutablePointer(mutating: folder), use_zip64: 0)
            return workbook_new_opt(path, &options)
        }
        guard let opened else { throw ReportError(path: path, reason: "the workbook cannot be begun") }
        workbook = opened
        formats = CellFormats(opened)
        var properties = lxw_doc_properties()
        properties.created = Int(asOf.dayNumber) * 86_400
        let error = workbook_set_properties(opened, &properties)
        if error != LXW_NO_ERROR { throw failure(error) }
    }

    deinit {
        if isOpen { _ = workbook_close(workbook) }
    }

    /// Begins a sheet. The one before has to be done.
    package func sheet(_ name: String, columns: [String]) throws(ReportError) -> SheetWriter {
        try SheetWriter(name, columns: columns, in: self)
    }

    /// Puts the file together. Without it there is none.
    package func close() throws(ReportError) {
        isOpen = false
        let error = workbook_close(workbook)
        if error != LXW_NO_ERROR { throw failure(error) }
    }

    func addSheet(_ name: String) throws(ReportError) -> UnsafeMutablePointer<lxw_worksheet> {
        guard let sheet = workbook_add_worksheet(workbook, name) else {
            throw ReportError(path: path, reason: "the sheet '\(name)' cannot be begun")
        }
        return sheet
    }

    func failure(_ error: lxw_error) -> ReportError {
        ReportError(path: path, reason: lxw_strerror(error).map { String(cString: $0) } ?? "error \(error.rawValue)")
    }
}

/// How cells look. Amounts show two decimals and the finer ones where there are any.
struct CellFormats {
    typealias Format = UnsafeMutablePointer<lxw_format>

    let header: Format?
    let amount: Format?
    let number: Format?
    let date: Format?
    let wrapped: Format?

    fileprivate init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        func format(_ numbers: String?) -> Format? {
            let format = workbook_add_format(workbook)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            if let numbers { format_set_num_format(format, numbers) }
            return format
        }
        header = format(nil)
        format_set_bold(header)
        format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
        amount = format("#,##0.00########")
        number = format("#,##0.##########")
        date = format("yyyy-mm-dd")
        wrapped = format(nil)
        format_set_text_wrap(wrapped)
    }
}
