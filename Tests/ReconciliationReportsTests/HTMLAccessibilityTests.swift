import BillingModel
import Foundation
import Testing

@testable import ReconciliationReports

/// What people who do not see the page, or see it badly, need of it.
@Suite struct HTMLAccessibilityTests {
    private static let style = String(decoding: PageAssets.style, as: UTF8.self)

    /// Colours by name in the light, dark and paper schemes, in the order of the style sheet.
    private static let schemes: [[String: String]] = style.components(separatedBy: ":root {").dropFirst().map { block in
        let body = block.prefix { $0 != "}" }
        let pairs = body.matches(of: /--([a-z-]+): *(#[0-9a-f]{3,6})/).map { (String($0.1), String($0.2)) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// WCAG 2.2, relative luminance.
    private static func luminance(_ colour: String) -> Double {
        var digits = colour.dropFirst().map(String.init)
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        let channels = stride(from: 0, to: 6, by: 2).map { place in
            let value = Double(Int(digits[place] + digits[place + 1], radix: 16) ?? 0) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    private static func contrast(_ one: String, _ other: String) -> Double {
        let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)
    }

    @Test(arguments: ["ink", "muted", "accent", "high", "medium", "over", "under"], ["paper", "surface", "hover"])
    func `Text stands out by 4.5 to 1 in light, in dark and on paper`(text: String, ground: String) throws {
        #expect(Self.schemes.count == 3)
        for scheme in Self.schemes {
            let (one, other) = (try #require(scheme[text]), try #require(scheme[ground]))
            #expect(Self.contrast(one, other) >= 4.5, "\(text) \(one) on \(ground) \(other)")
        }
    }

    @Test(arguments: ["over", "under", "unclear", "fine", "open", "plain"])
    func `Drawings stand out by 3 to 1`(tone: String) throws {
        for scheme in Self.schemes {
            let (one, other) = (try #require(scheme[tone]), try #require(scheme["surface"]))
            #expect(Self.contrast(one, other) >= 3, "\(tone) \(one) on \(other)")
        }
    }

    private func page() throws -> String {
        let euro = try #require(CurrencyCode("EUR"))
        let rows = [DiscrepancyClass.quantityOver, .cycleMissing, .headerTotalMismatch].map { kind in
            var finding = Discrepancy(kind)
            (finding.currency, finding.expectedAmount, finding.billedAmount) = (euro, "50", "70")
            return ReportedDiscrepancy(
                id: kind.rawValue, status: .new, firstSeen: "2026-02-06", ageDays: 0, discrepancy: finding)
        }
        var total = ControlTotals(invoiceID: "G1", invoiceDate: nil, documentType: "invoice", currency: euro)
        (total.subtotal, total.total, total.headerTotal) = ("70", "70", "71")
        let record = RunRecord(toolVersion: "1.0", asOf: "2026-02-10", exitStatus: 0, rulesDigest: "")
        let written = WrittenBytes()
        try HTMLReport(
            record: record, rows: RowList(rows), totals: [total],
            earlierNights: [NightFigures(asOf: "2026-02-09", findings: 1, inDispute: [euro: "12.5"])]
        ).write { bytes in written.portions.append(Array(bytes)) }
        return written.text.components(separatedBy: "<script")[0]
    }

    @Test func `Every head of a column or row says which it is, and every drawing has words or is passed over`() throws
    {
        let page = try page()
        for head in page.matches(of: /<th[ >][^>]*>?/) { #expect(head.0.contains("scope="), "\(head.0)") }
        for drawing in page.matches(of: /<svg[^>]*>/) {
            let isNamed = drawing.0.contains("role=\"img\"") && drawing.0.contains("aria-label=\"")
            #expect(isNamed || drawing.0.contains("aria-hidden=\"true\""), "\(drawing.0)")
        }
    }

    @Test func `Every table is named, by a caption or by the region around it`() throws {
        let pieces = try page().components(separatedBy: "<table")
        #expect(pieces.count > 6)
        for (before, table) in zip(pieces, pieces.dropFirst()) {
            let region = before.suffix(200)
            let isInRegion = region.contains("role=\"region\"") && region.contains("aria-label")
            #expect(isInRegion || table.contains("<caption"), "\(table.prefix(80))")
        }
    }

    @Test func `Ids are there once, and whoever is named by one finds it`() throws {
        let page = try page()
        let ids = page.matches(of: /\bid="([^"]+)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        let names = page.matches(of: /aria-(?:labelledby|describedby)="([^"]+)"/).map { String($0.1) }
        // What a finding is called is written when it is opened.
        for name in names where name != "finding-title" { #expect(ids.contains(name), "\(name)") }
        for link in page.matches(of: /href="#([^"]+)"/) { #expect(ids.contains(String(link.1)), "\(link.1)") }
    }

    @Test func `Who asks for less motion gets none`() {
        #expect(Self.style.contains("@media (prefers-reduced-motion: reduce)"))
    }
}
