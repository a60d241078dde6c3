internal import BillingModel

/// Judges how each document stands once all amendments are known (discrepancy classes, *Documents*).
enum InvoiceStanding {
    /// Sets the standing of every invoice; returns what is odd about the amendments.
    static func settle(_ invoices: inout [Invoice], location: String) -> [Finding] {
        var findings: [Finding] = []
        var places: [String: Int] = [:]
        for (place, invoice) in invoices.enumerated() { places[invoice.id.lowercased()] = place }

        func target(of invoice: Invoice) -> Int? {
            guard let amended = invoice.amends else { return nil }
            if let place = places[amended.lowercased()] { return place }
            findings.append(
                Finding(.note, at: location, "\(invoice.id) amends \(amended), which is not among the headers"))
            return nil
        }

        // Void notes first: an adjustment that is void itself replaces nothing.
        for invoice in invoices where invoice.documentType == .voidNote {
            guard let own = places[invoice.id.lowercased()] else { continue }
            if invoice.amends == nil {
                invoices[own].standing = .voided(by: nil)
            } else {
                invoices[own].standing = .voidingNote
                if let voided = target(of: invoice), voided != own {
                    invoices[voided].standing = .voided(by: invoice.id)
                }
            }
        }
        for invoice in invoices where invoice.documentType == .adjustmentNote {
            // One that was itself replaced has replaced its own original all the same, in whatever order they come.
            guard let own = places[invoice.id.lowercased()], !invoices[own].standing.isVoid,
                let replaced = target(of: invoice), replaced != own, invoice.totalCharges.signum > 0
            else { continue }
            switch invoices[replaced].standing {
            case .active, .voided(by: nil), .superseded: invoices[replaced].standing = .superseded(by: invoice.id)
            case .voided, .voidingNote: break
            }
        }
        return findings
    }
}

extension Invoice.Standing {
    fileprivate var isVoid: Bool {
        switch self {
        case .voided, .voidingNote: true
        case .active, .superseded: false
        }
    }
}
