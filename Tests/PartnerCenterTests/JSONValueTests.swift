import BillingModel
import PartnerCenter
import Testing

@Suite("JSON that keeps its digits")
struct JSONValueTests {
    @Test(
        "numbers, quoted or not, to the last digit",
        arguments: [
            ("0.1999968000511991808131", "0.1999968000511991808131"),
            ("\"0.1999968000511991808131\"", "0.1999968000511991808131"),
            ("12345678901234.7890123456789012345678", "12345678901234.7890123456789012345678"), ("-7.50", "-7.5"),
            ("1E-05", "0.00001"), ("1.25e3", "1250"), ("-1.5E+2", "-150"), ("2.5E1", "25"),
        ])
    func decimals(_ json: String, _ expected: String) throws {
        #expect(try JSONValue(Array(json.utf8)).decimal?.description == expected)
    }

    @Test("what is no number is none", arguments: ["\"\"", "\"1,5\"", "null", "true", "[1]", "1e99", "\"NaN\""])
    func noDecimal(_ json: String) throws {
        #expect(try JSONValue(Array(json.utf8)).decimal == nil)
    }

    @Test("escapes, surrogates, and names in any case")
    func texts() throws {
        let value = try JSONValue(Array(#"{"Name":"a\"\\\/\n\u20AC\uD83D\uDE00 ü","none":null}"#.utf8))
        #expect(value["name"]?.text == "a\"\\/\n€😀 ü")
        #expect(value["none"] == nil)
        #expect(try JSONValue(Array(value.json.utf8)) == value)
    }

    @Test(
        "refuses what is no JSON",
        arguments: ["", "{", "[1 2]", "\"\\x\"", "\"abc", "tru", "+1", ".5", "1.", "{\"a\" 1}", "1 2"])
    func refuses(_ text: String) {
        #expect(throws: JSONFault.self) { try JSONValue(Array(text.utf8)) }
    }
}
