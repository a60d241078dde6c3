import BillingModel
import Foundation
import Testing

/// Every class of discrepancy is in the pages that people look it up in. What those say of it, `.ci/classes` proves.
@Suite struct ClassCatalogueTests {
    private static func page(_ name: String) throws -> String {
        try String(contentsOfFile: Repository.root + "/" + name, encoding: .utf8)
    }

    @Test(arguments: DiscrepancyClass.allCases)
    func `a class is in the README and has a heading, an example and something to do`(kind: DiscrepancyClass) throws {
        #expect(try Self.page("README.md").contains("`\(kind.rawValue)`"))
        let page = try Self.page("rules/classes.md")
        let heading = try #require(page.range(of: "#### `\(kind.rawValue)` · "))
        let entry = page[heading.lowerBound...].dropFirst().components(separatedBy: "\n#")[0]
        #expect(entry.contains("\n> "))
        #expect(entry.contains("\n→ "))
    }
}
