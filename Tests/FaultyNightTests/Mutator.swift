import Foundation

/// Breaks files as transfers, editors and enemies do: seeded, so that a case can be made again from its number.
struct Mutator {
    private var random: SeededNumbers

    init(seed: UInt64) { random = SeededNumbers(seed: seed) }

    /// Texts that readers of JSON, CSV, YAML and XML stumble over.
    private static let troublesome: [[UInt8]] =
        [
            "\u{0}", "\"", "'", "{", "}", "[", "]", ":", ",", "\n", "\r", "\r\n", "\t", "\u{FEFF}", "null", "true", "-",
            "-0",
            "1e999999", "99999999999999999999999999999999999999999", "0.00000000000000000000000000000000000000001",
            "9999-99-99", "2026-02-30", "\\u0000", "\\ud800", "&a", "*a", "!!", "|", "<<: *a", "#", "=1+1", "../",
            "%00",
            "\u{202E}", "İ", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&#x0;", "<![CDATA[", "]]>", "</", "/>", "<a>",
            "<?xml version='1.0' encoding='UTF-16'?>", " xmlns='urn:b'", "<!--",
        ].map { Array($0.utf8) } + [
            [0xC3, 0x28], [0xFF, 0xFE], [0x1F, 0x8B], Array(repeating: UInt8(ascii: "["), count: 5_000),
            Array(String(repeating: "<a>", count: 3_000).utf8), Array(repeating: UInt8(ascii: "{"), count: 70),
            Array(String(repeating: "{\"a\":", count: 3_000).utf8),
            Array(repeating: UInt8(ascii: "a"), count: 300_000), Array(repeating: UInt8(ascii: "9"), count: 5_000),
        ]

    mutating func number(below limit: Int) -> Int { limit <= 1 ? 0 : Int(random.next() % UInt64(limit)) }

    mutating func pick<T>(_ values: [T]) -> T { values[number(below: values.count)] }

    /// A few changes to some bytes.
    mutating func mutate(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<(1 + number(below: 4)) {
            let place = number(below: bytes.count + 1)
            let length = min(number(below: pick([4, 40, 4_000])), bytes.count - place)
            switch number(below: 8) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(number(below: 8))
            case 1 where place < bytes.count: bytes[place] = UInt8(number(below: 256))
            case 2: bytes.removeSubrange(place..<(place + length))
            case 3: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
            case 4, 5: bytes.insert(contentsOf: pick(Mutator.troublesome), at: place)
            case 6: bytes.removeSubrange(place...)
            default:
                // A value for a value: what stands between two separators.
                let separators = Set(",:\"\n<>".utf8)
                guard let start = bytes[place...].firstIndex(where: separators.contains),
                    let end = bytes[(start + 1)...].firstIndex(where: separators.contains)
                else { continue }
                bytes.replaceSubrange((start + 1)..<end, with: pick(Mutator.troublesome))
            }
        }
        return bytes
    }
}
