import BillingModel
import Crypto

/// Gives every finding the id it keeps from night to night: a hash of what it is about, not of its amount.
enum DiscrepancyIdentity {
    /// Changing the byte form changes every id: then count this up and say so in the release notes.
    private static let version = "tieout.discrepancy.1"

    /// The ids, parallel to the findings. Findings about the very same subject are told apart by their order, which is
    /// the reports' order and so the same every night.
    static func ids(_ findings: [Discrepancy]) -> [String] {
        var seen: [String: Int] = [:]
        return findings.map { finding in
            let subject = subject(finding)
            let count = seen[subject, default: 0]
            seen[subject] = count + 1
            return hash(count == 0 ? subject : subject + "\u{1F}#\(count)")
        }
    }

    /// Class, invoice, order or subscription, item, period; the customer where neither order nor subscription is known.
    private static func subject(_ finding: Discrepancy) -> String {
        let owner =
            !finding.orderID.isEmpty
            ? finding.orderID : (!finding.subscriptionID.isEmpty ? finding.subscriptionID : finding.customerID)
        return [
            version, finding.kind.rawValue, finding.invoiceID, owner,
            finding.lineNumber.map(String.init) ?? "", finding.catalogItemID,
            finding.chargeStart?.description ?? "", finding.chargeEnd?.description ?? "",
            finding.currency?.description ?? "", finding.discriminator,
        ].joined(separator: "\u{1F}")
    }

    private static func hash(_ text: String) -> String {
        var hasher = SHA256()
        hasher.update(data: Array(text.utf8))
        return Hex.text(hasher.finalize().prefix(10))
    }
}

/// Bytes as lower-case hexadecimal.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
