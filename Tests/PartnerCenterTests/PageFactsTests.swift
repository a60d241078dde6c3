import Foundation
import PartnerCenter
import Testing

@Suite("Reading the envelope of a page")
struct PageFactsTests {
    private func facts(_ text: String) throws -> PageFacts {
        try Array(text.utf8).withUnsafeBytes { try PageFacts($0) }
    }

    @Test("counts items itself and takes the token from the body")
    func body() throws {
        let page = try facts(
            #"{"totalCount":2,"items":[{"a":"]}"},{},[1,{"items":[1,2]}]],"continuationToken":"X","links":{"next":{"uri":"/x"}}}"#
        )
        #expect(page == PageFacts(itemCount: 3, token: "X", hasNext: true))
    }

    @Test("takes the token from the next link's headers where the body has none, in any case")
    func header() throws {
        let page = try facts(
            #"{"Items":[],"Links":{"next":{"headers":[{"key":"ms-continuationtoken","value":"AQ=="}]}},"continuationToken":""}"#
        )
        #expect(page == PageFacts(itemCount: 0, token: "AQ==", hasNext: true))
    }

    @Test("knows the last page")
    func last() throws {
        #expect(try facts(#"{"items":[1],"links":{"self":{"uri":"/x"}}}"#) == PageFacts(itemCount: 1))
    }

    @Test(
        "refuses what is no page",
        arguments: [
            "", "[]", "{}", #"{"items":[}"#, #"{"items":[1,]}"#, #"{"items":[1]} x"#, #"{"items":[01x]}"#,
            #"{"items":"no"}"#, #"{"items":[{"a":nul}]}"#, "{\"items\":[\"a\u{1}\"]}",
            #"{"items":"# + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "}",
        ])
    func refuses(_ text: String) {
        #expect(throws: JSONFault.self) { try facts(text) }
    }
}
