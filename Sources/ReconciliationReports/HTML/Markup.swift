/// HTML that cannot be broken into: what stands in the program's own literals is markup, everything that is put into
/// them is text and gets escaped, and there is no other way to make one.
///
///     let name = "<b>Contoso</b> & Sons"
///     let cell: Markup = "<td>\(name)</td>"        // <td>&lt;b&gt;Contoso&lt;/b&gt; &amp; Sons</td>
///
/// The escaping holds for content and for attributes in double quotes; there are no others, and nothing from outside
/// goes into a tag's name, a script or a style.
struct Markup: ExpressibleByStringInterpolation, Equatable {
    private(set) var text = ""

    init() {}

    /// A literal of the program; no string made at run time is one.
    init(stringLiteral literal: StaticString) { text = literal.description }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    static func += (page: inout Markup, addition: Markup) { page.text += addition.text }

    /// Pieces one after the other.
    static func join<Element>(_ elements: some Sequence<Element>, _ piece: (Element) -> Markup) -> Markup {
        var joined = Markup()
        for element in elements { joined += piece(element) }
        return joined
    }

    /// Takes literals as they are and escapes the rest.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ content: some CustomStringConvertible) {
            Markup.escape(content.description, into: &text)
        }
    }

    /// Control characters have no place in HTML; they show as U+FFFD.
    private static func escape(_ content: String, into text: inout String) {
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": text.unicodeScalars.append("\u{FFFD}")
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Markup {
    /// The program's own style sheet, which is no place for escapes.
    init(styleSheet: [UInt8]) { text = String(decoding: styleSheet, as: UTF8.self) }
}
