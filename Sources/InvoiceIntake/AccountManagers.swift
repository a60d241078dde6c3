internal import BillingModel

/// Who looks after an order or a customer, out of the order books' column `account_manager`.
///
/// The column is not part of the contract's order book, but resellers keep it there. An order's own manager counts
/// before its customer's; the last row of the last book that names one wins. Ids are compared without regard to case.
package struct AccountManagers: Sendable, Equatable {
    package static let column = "account_manager"

    private var byOrder: [String: String] = [:]
    private var byCustomer: [String: String] = [:]

    package init() {}

    /// Reads the column of each book once more; books without it add nothing. Bad rows were reported when the books
    /// were read as order books.
    package static func read(paths: [String], limits: IntakeLimits = .standard) throws(IntakeError) -> AccountManagers {
        var managers = AccountManagers()
        for path in paths { try managers.read(path, limits) }
        return managers
    }

    /// The manager of a finding's order or customer; `nil` when the books name none.
    package func manager(orderID: String, customerID: String) -> String? {
        byOrder[orderID.lowercased()] ?? byCustomer[customerID.lowercased()]
    }

    private mutating func read(_ path: String, _ limits: IntakeLimits) throws(IntakeError) {
        var records = CSVRecordReader(try SourceFile(path: path, limits: limits))
        guard try records.next() == .record else { return }
        var places: [String: Int] = [:]
        for index in 0..<records.fieldCount {
            places[String(decoding: WireText.trimmed(records[index]), as: UTF8.self).lowercased()] = index
        }
        guard let manager = places[AccountManagers.column], let order = places[OrderBookColumn.orderID.name],
            let customer = places[OrderBookColumn.customerID.name]
        else { return }
        while true {
            switch try records.next() {
            case .end: return
            case .malformed: continue
            case .record:
                if records.fieldCount <= max(manager, order, customer) { continue }
                let name = String(decoding: WireText.trimmed(records[manager]), as: UTF8.self)
                if name.isEmpty { continue }
                byOrder[String(decoding: WireText.trimmed(records[order]), as: UTF8.self).lowercased()] = name
                byCustomer[String(decoding: WireText.trimmed(records[customer]), as: UTF8.self).lowercased()] = name
            }
        }
    }
}
