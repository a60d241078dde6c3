internal import BillingModel
internal import CSimdJSON

/// Reads `gaps.json`: what the fetch that made this snapshot could not bring whole. Lines of such an invoice may lie
/// there all the same, from a night before.
struct FetchGaps {
    private enum Field: Int, CaseIterable {
        case invoice, part, reason
    }

    private static let table = FieldTable([["invoice"], ["part"], ["reason"]])
    private static let envelope = FieldTable([["gaps"]])

    /// By invoice, in lower case; usage apart from charges.
    private var charges: [String: [ReadingProblem]] = [:]
    private var usage: [String: [ReadingProblem]] = [:]
    /// What is no invoice's: orders, balances, the list itself. Also that the list of gaps cannot be read.
    private(set) var findings: [Finding] = []
    private let location: String

    /// Nothing is missing.
    init() { location = "" }

    /// A list of gaps that cannot be read says that something was missing, and not what.
    init(unreadable failure: IntakeError, location: String) {
        self.location = location
        findings = [Finding(.warning, at: location, failure.reason)]
    }

    /// Looks at the document that the reader has loaded.
    init(_ reader: borrowing DocumentReader, location: String) {
        self.location = location
        let slots = RecordSlots(FetchGaps.envelope)
        defer { slots.deallocate() }
        guard reader.parser.readObject(at: 0, FetchGaps.envelope, into: slots) == CSJ_OK,
            slots[0].kind == CSJ_ARRAY.rawValue
        else {
            findings.append(Finding(.warning, at: location, "holds no list of gaps"))
            return
        }
        reader.parser.forEachElement(of: slots[0].position) { read(reader, at: $0) }
    }

    private mutating func read(_ reader: borrowing DocumentReader, at position: UInt32) {
        let slots = RecordSlots(FetchGaps.table)
        defer { slots.deallocate() }
        guard reader.parser.readObject(at: position, FetchGaps.table, into: slots) == CSJ_OK else {
            findings.append(Finding(.warning, at: location, "a gap that does not read"))
            return
        }
        let reason = "not fetched whole: " + slots[Field.reason.rawValue].string
        let invoice = slots[Field.invoice.rawValue]
        guard invoice.isGiven, !invoice.string.isEmpty else {
            findings.append(Finding(.warning, at: location, reason))
            return
        }
        let id = WireText.bareInvoiceID(invoice.string).lowercased()
        let problem = ReadingProblem(reason: reason, location: location)
        if slots[Field.part.rawValue].string == "usage" {
            usage[id, default: []].append(problem)
        } else {
            charges[id, default: []].append(problem)
        }
    }

    /// What is missing of an invoice's charges, and of its usage.
    func problems(of invoice: String) -> (charges: [ReadingProblem], usage: [ReadingProblem]) {
        (charges[invoice.lowercased()] ?? [], usage[invoice.lowercased()] ?? [])
    }
}
