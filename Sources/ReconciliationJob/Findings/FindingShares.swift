import BillingModel
import Crypto
import Foundation
import InvoiceIntake
import ReconciliationReports

/// The findings of a night set apart by whose they are (`--split-by`), each share in the reports' order.
struct FindingShares {
    /// One owner's findings.
    struct Share {
        /// A folder's name: made of letters, digits and hyphens, whatever the owner is called.
        let folder: String
        let id: String
        let name: String
        /// Where its findings stand among all of them.
        fileprivate(set) var places: [Int] = []
    }

    /// By folder name.
    let shares: [Share]
    private let rows: RowList<ReportedDiscrepancy>

    init(_ rows: RowList<ReportedDiscrepancy>, by owner: (Discrepancy) -> Share) {
        self.rows = rows
        var shares: [String: Share] = [:]
        for (place, row) in rows.enumerated() {
            let empty = owner(row.discrepancy)
            shares[empty.folder, default: empty].places.append(place)
        }
        self.shares = shares.values.sorted { $0.folder < $1.folder }
    }

    /// The findings of a share.
    func rows(of share: Share) -> RowList<ReportedDiscrepancy> {
        RowList(count: share.places.count) { [rows] in rows[share.places[$0]] }
    }

    /// By the customer that was billed.
    static func customer(_ finding: Discrepancy) -> Share {
        let id = finding.customerID.lowercased()
        if id.isEmpty { return Share(folder: "no-customer", id: "", name: "") }
        // The service's customer ids are GUIDs and can name a folder; anything else is named by its digest.
        let isPlain = id.utf8.count <= 64 && id.utf8.allSatisfy { $0 &- 97 < 26 || $0 &- 48 <= 9 || $0 == 45 }
        return Share(
            folder: isPlain && id.utf8.first != 45 ? id : "customer-\(digest(id))", id: finding.customerID,
            name: finding.customerName)
    }

    /// By the account manager that the order book names.
    static func accountManager(_ managers: AccountManagers) -> (Discrepancy) -> Share {
        { finding in
            guard let name = managers.manager(orderID: finding.orderID, customerID: finding.customerID) else {
                return Share(folder: "no-account-manager", id: "", name: "")
            }
            return Share(folder: slug(name) + digest(name), id: "", name: name)
        }
    }

    /// What is left of a name in a folder's name: readable, and safe everywhere.
    private static func slug(_ name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.prefix(6)
        return words.map { $0.prefix(20) + "-" }.joined()
    }

    private static func digest(_ text: String) -> String {
        String(Hex.text(SHA256.hash(data: Data(text.utf8))).prefix(12))
    }

    /// What the index says of the shares.
    var index: [SplitIndexReport.Entry] {
        shares.flatMap { share in
            var entries: [String: SplitIndexReport.Entry] = [:]
            for row in rows(of: share) where row.status != .resolved {
                let finding = row.discrepancy
                let currency = finding.difference == nil ? nil : finding.currency
                var entry =
                    entries[currency?.description ?? ""]
                    ?? SplitIndexReport.Entry(
                        folder: share.folder, id: share.id, name: share.name, currency: currency)
                entry.discrepancies += 1
                if let difference = finding.difference { entry.difference = (entry.difference ?? .zero) + difference }
                entries[currency?.description ?? ""] = entry
            }
            return entries.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}
