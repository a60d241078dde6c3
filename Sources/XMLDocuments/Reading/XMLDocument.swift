/// What a file turned out to be.
package enum XMLDocument: Sendable, Equatable {
    case rates(RateSheet)
    case invoice(ElectronicInvoice)
    case statements([BankStatement])

    /// Reads a file: its root element and namespace decide what it is. Either all of it counts or nothing does.
    package static func read(path: String, limits: XMLLimits = .standard) throws(XMLFault) -> XMLDocument {
        let source = try XMLSource(path: path, limits: limits)
        repeat {
            guard try source.step() else { throw XMLFault(line: 0, "holds no element") }
        } while source.kind != .start && source.kind != .emptyElement
        let (name, namespace) = source.qualifiedName
        switch (namespace, name) {
        case (EuropeanCentralBankRates.rootNamespace, "Envelope"):
            return .rates(try EuropeanCentralBankRates.read(source))
        case ("", "exchangeRateMonthList"): return .rates(try RevenueAndCustomsRates.read(source))
        case (UniversalBusinessLanguage.invoiceNamespace, "Invoice"):
            return .invoice(try UniversalBusinessLanguage.read(source, .invoice))
        case (UniversalBusinessLanguage.creditNoteNamespace, "CreditNote"):
            return .invoice(try UniversalBusinessLanguage.read(source, .creditNote))
        case (CrossIndustryInvoice.rootNamespace, "CrossIndustryInvoice"):
            return .invoice(try CrossIndustryInvoice.read(source))
        case (let uri, "Document") where BankToCustomerStatement.reads(uri):
            return .statements(try BankToCustomerStatement.read(source, namespace: uri))
        default:
            let shown = "<\(name.prefix(60))> in \"\(namespace.prefix(120))\""
            throw source.fault("the root element \(shown) is none that tieout reads")
        }
    }
}
