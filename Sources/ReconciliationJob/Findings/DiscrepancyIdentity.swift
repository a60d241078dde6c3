import BillingModel
import Crypto

/// The id that a finding keeps from night to night: a hash of what it is about, not of its amount.
struct DiscrepancyIdentity: Hashable, Sendable {
    /// Changing the byte form changes every id: then count this up and say so in the release notes.
    private static let version = "tieout.discrepancy.1"

    private let high: UInt64
    private let low: UInt16

    /// - Parameter count: How many findings about the very same subject come before this one.
    init(_ finding: Discrepancy, after count: Int = 0) {
        var text = DiscrepancyIdentity.subject(finding)
        if count > 0 { text += "\u{1F}#\(count)" }
        var hasher = SHA256()
        text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        let digest = hasher.finalize()
        high = digest.withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
        low = digest.withUnsafeBytes { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt16.self)) }
    }

    /// Reads an id as reports write it; `nil` for anything else.
    init?(_ text: String) {
        guard text.utf8.count == 20, let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt16(text.suffix(4), radix: 16)
        else { return nil }
        (self.high, self.low) = (high, low)
    }

    /// Twenty hexadecimal digits, as reports write it.
    var text: String {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: high >> (56 - 8 * UInt64($0))) }
        return Hex.text(bytes + [UInt8(truncatingIfNeeded: low >> 8), UInt8(truncatingIfNeeded: low)])
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
}

extension DiscrepancyIdentity: Comparable {
    static func < (a: DiscrepancyIdentity, b: DiscrepancyIdentity) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

/// Lower-case hexadecimal.
enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
