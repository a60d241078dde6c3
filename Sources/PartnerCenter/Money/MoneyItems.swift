/// What is owed in one currency (billing API 3).
package struct BalanceSummary: Listed, Equatable {
    package let cells: [ListedCell]

    init(_ value: JSONValue) {
        cells = [
            .init(text: value["currencyCode"]), .init(number: value["balanceAmount"]),
            .init(text: value["accountingDate"]),
            .init(text: value["latestInvoiceDate"]), .init(text: value["lastPaymentDate"]),
            .init(number: value["lastPaymentAmount"]),
        ]
    }

    package static let columns = [
        "currency", "balance", "accounting_date", "latest_invoice_date", "last_payment_date", "last_payment_amount",
    ]
}

/// The header of a document (billing API 6).
package struct InvoiceHeader: Listed, Equatable {
    package let id: String
    package let cells: [ListedCell]

    /// A document and those that amend it.
    static func headers(_ value: JSONValue, depth: Int = 0) -> [InvoiceHeader] {
        let amendments = depth < 8 ? value["amendments"]?.elements ?? [] : []
        return [InvoiceHeader(value)] + amendments.flatMap { headers($0, depth: depth + 1) }
    }

    private init(_ value: JSONValue) {
        id = value["id"]?.text ?? ""
        let details = (value["invoiceDetails"]?.elements ?? []).map {
            "\($0["billingProvider"]?.text ?? "?")/\($0["invoiceLineItemType"]?.text ?? "?")"
        }
        cells = [
            .init(id), .init(text: value["invoiceDate"]), .init(text: value["documentType"]),
            .init(text: value["invoiceType"]),
            .init(text: value["amendsOf"]), .init(text: value["billingPeriodStartDate"]),
            .init(text: value["billingPeriodEndDate"]), .init(text: value["currencyCode"]),
            .init(number: value["totalCharges"]), .init(number: value["paidAmount"]),
            .init(details.joined(separator: " ")),
        ]
    }

    package static let columns = [
        "invoice_id", "invoice_date", "document_type", "invoice_type", "amends", "billing_period_start",
        "billing_period_end", "currency", "total_charges", "paid_amount", "line_items",
    ]
}

/// A billed or unbilled line, its most telling fields (billing API 7).
package struct ListedLine: Listed, Equatable {
    package let cells: [ListedCell]

    init(_ value: JSONValue) {
        func first(_ names: String...) -> JSONValue? { names.lazy.compactMap { value[$0] }.first }
        cells = [
            .init(text: first("invoiceNumber")), .init(text: first("customerName", "customerCompanyName")),
            .init(text: first("orderId")), .init(text: first("subscriptionId")),
            .init(text: first("productName", "offerName", "serviceName")),
            .init(text: first("skuName", "meterName", "sku")),
            .init(text: first("chargeType")), .init(text: first("chargeStartDate", "usageDate")),
            .init(text: first("chargeEndDate")),
            .init(number: first("billableQuantity", "quantity", "consumedQuantity")),
            .init(number: first("effectiveUnitPrice", "unitPrice", "listPrice")),
            .init(number: first("subtotal", "billingPreTaxTotal", "pretaxCharges")),
            .init(number: first("taxTotal", "tax", "taxAmount")),
            .init(number: first("totalForCustomer", "total", "postTaxTotal")),
            .init(text: first("currency", "billingCurrency")),
        ]
    }

    package static let columns = [
        "invoice_id", "customer_name", "order_id", "subscription_id", "product_name", "sku_name", "charge_type",
        "charge_start", "charge_end", "quantity", "unit_price", "subtotal", "tax", "total", "currency",
    ]
}

/// Where estimates of the open period are (billing API 7.6).
package struct EstimateLink: Listed, Equatable {
    package let cells: [ListedCell]

    init(_ value: JSONValue) {
        cells = [
            .init(text: value["type"]), .init(text: value["period"]), .init(text: value["title"]),
            .init(text: value["link"]?["uri"]),
        ]
    }

    package static let columns = ["type", "period", "title", "link"]
}
