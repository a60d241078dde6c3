/// An ISO 4217 currency: three capital letters packed into an integer.
package struct CurrencyCode: Hashable, Comparable, Sendable {
    private let packed: UInt32

    /// Reads a code in any case; `nil` for anything that is not an active ISO 4217 currency.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 3 else { return nil }
        var value: UInt32 = 0
        for byte in bytes {
            let upper = byte & 0xDF
            guard upper >= 65, upper <= 90, byte >= 65 else { return nil }
            value = value << 8 | UInt32(upper)
        }
        guard CurrencyCode.active.contains(value) else { return nil }
        packed = value
    }

    /// Reads a code in any case; `nil` for anything that is not an active ISO 4217 currency.
    package init?(_ text: String) {
        var text = text
        let code: CurrencyCode? = text.withUTF8 { CurrencyCode(UnsafeRawBufferPointer($0)) }
        guard let code else { return nil }
        self = code
    }

    /// The three letters as one number, the first letter highest; the same in every process.
    package var letters: UInt32 { packed }

    /// Takes back what ``letters`` gave.
    package init(letters: UInt32) { packed = letters }

    package static func < (a: CurrencyCode, b: CurrencyCode) -> Bool { a.packed < b.packed }

    private static let active: Set<UInt32> = {
        let codes = """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
            CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ \
            GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP \
            LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB \
            PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL \
            THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR \
            ZMW ZWG
            """
        return Set(codes.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
    }()
}

extension CurrencyCode: CustomStringConvertible {
    package var description: String {
        String(decoding: [UInt8(packed >> 16 & 0xFF), UInt8(packed >> 8 & 0xFF), UInt8(packed & 0xFF)], as: UTF8.self)
    }
}
