internal import BillingModel

/// `eurofxref-daily.xml`, `-hist-90d.xml`, `-hist.xml`: a Cube for each day, in it one for each currency.
enum EuropeanCentralBankRates {
    enum Element: String, Vocabulary {
        case cube = "fx:Cube"
    }

    static let rootNamespace = "http://www.gesmes.org/xml/2002-08-01"
    static let namespaces = ["fx": "http://www.ecb.int/vocabulary/2002-08-01/eurofxref"]

    static func read(_ source: XMLSource) throws(XMLFault) -> RateSheet {
        let reader = ElementReader<Element>(source, namespaces: namespaces)
        var sheet = RateSheet(source: .ecb)
        try reader.children { (_) throws(XMLFault) in
            try reader.children { (_) throws(XMLFault) in
                guard let time = try reader.attribute("time") else { throw source.fault("a Cube without a time") }
                guard case .date(let day) = DateText.read(time) else { throw source.fault("no day: \"\(time)\"") }
                try reader.children { (_) throws(XMLFault) in
                    guard let code = try reader.attribute("currency"), let rate = try reader.attribute("rate") else {
                        throw source.fault("a Cube without a currency or a rate")
                    }
                    try sheet.add(code, rate, days: BillingPeriod(day, day), at: source)
                }
            }
        }
        try reader.finish()
        return try sheet.complete()
    }
}
