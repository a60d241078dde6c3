import Foundation
import Testing
import XMLDocuments

/// A file counts only when it was read to a clean end.
struct TruncationTests {
    @Test("Cut at fifty places: one fault, nothing read", arguments: PublicDocument.all())
    func fiftyPlaces(_ name: String) throws {
        let whole = try Data(contentsOf: URL(filePath: PublicDocument.path(name)))
        let end = try #require(whole.lastIndex(of: UInt8(ascii: ">")))
        for place in 0..<50 {
            let file = try XMLFile(whole.prefix(end * place / 50))
            #expect(file.fault() != nil, "cut after \(end * place / 50) bytes")
        }
        #expect(try XMLFile(whole.prefix(end)).fault() != nil)
        #expect(try XMLFile(whole).fault() == nil)
    }

    @Test("Text behind the root's end refuses the file")
    func trailing() throws {
        let whole = try Data(contentsOf: URL(filePath: PublicDocument.path("ecb/daily-fetched-2026-01-02.xml")))
        #expect(try XMLFile(whole + Data("<Cube/>".utf8)).fault() != nil)
        #expect(try XMLFile(whole + Data(" <!-- fine -->\n".utf8)).fault() == nil)
    }
}
