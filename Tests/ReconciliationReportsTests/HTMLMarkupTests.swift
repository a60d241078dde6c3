import Testing

@testable import ReconciliationReports

/// What comes from outside stays text, in the page and in its data.
@Suite struct HTMLMarkupTests {
    static let hostile: [(String, String)] = [
        ("Contoso", "Contoso"),
        ("Dune & Field", "Dune &amp; Field"),
        ("</script><script>alert(1)</script>", "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onmouseover=\"alert(1)", "&quot; onmouseover=&quot;alert(1)"),
        ("' autofocus onfocus='x", "&#39; autofocus onfocus=&#39;x"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("<!--", "&lt;!--"),
        ("nul\u{0}bell\u{7}", "nul\u{FFFD}bell\u{FFFD}"),
        ("two\nlines", "two\nlines"),
        ("=HYPERLINK(\"x\")", "=HYPERLINK(&quot;x&quot;)"),
        ("Ünïcödé €", "Ünïcödé €"),
    ]

    @Test(arguments: hostile)
    func `A name is escaped in content and in attributes`(name: String, escaped: String) {
        let cell: Markup = "<td title=\"\(name)\">\(name)</td>"
        #expect(cell.text == "<td title=\"\(escaped)\">\(escaped)</td>")
    }

    @Test func `Markup goes into markup as it is`() {
        let names = ["a", "<b>"]
        let list: Markup = "<ul>\(Markup.join(names) { "<li>\($0)</li>" })</ul>"
        #expect(list.text == "<ul><li>a</li><li>&lt;b&gt;</li></ul>")
    }

    static let script: [(String, String)] = [
        ("Contoso", #""Contoso""#),
        ("</script>", #""\u003c/script\u003e""#),
        ("<!--<script>", #""\u003c!--\u003cscript\u003e""#),
        ("a & b", #""a \u0026 b""#),
        ("\"\\", #""\u0022\u005c""#),
        ("\u{0}\n\r\t\u{7F}", #""\u0000\u000a\u000d\u0009\u007f""#),
        ("line\u{2028}paragraph\u{2029}end", #""line\u2028paragraph\u2029end""#),
        ("€ \u{2027}\u{202E}", "\"€ \u{2027}\u{202E}\""),
        ("", #""""#),
    ]

    @Test(arguments: script)
    func `A text in the page's data cannot end the script element`(text: String, json: String) {
        var bytes: [UInt8] = []
        bytes.append(scriptText: text)
        #expect(String(decoding: bytes, as: UTF8.self) == json)
    }
}
