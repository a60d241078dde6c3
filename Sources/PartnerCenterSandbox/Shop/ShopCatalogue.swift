/// What the sandbox sells: a little of each kind. Prices are invented, before tax, in the snapshot's main currency.
struct ShopCatalogue: Sendable {
    /// One way to buy a SKU.
    struct Terms: Sendable {
        /// Empty for what is bought once.
        let term: String
        /// Snake case, as orders have it.
        let cycle: String
        /// One seat for the whole term.
        let price: String
    }

    struct Item: Sendable {
        let product: String
        let sku: String
        let availability: String
        let view: String
        let type: String
        let title: String
        let terms: [Terms]
        var prerequisites: [String] = []
        var inventoryVariables: [String] = []
        var maximum = 1000

        var catalogItemID: String { "\(product):\(sku):\(availability)" }
    }

    static let currency = "EUR"

    static let items = [
        Item(
            product: "CFQ7TTC0LH16", sku: "0001", availability: "CFQ7TTC0K971", view: "OnlineServices",
            type: "OnlineServicesNCE", title: "Exchange Online (Plan 1)",
            terms: [
                Terms(term: "P1M", cycle: "monthly", price: "4.20"),
                Terms(term: "P1Y", cycle: "monthly", price: "44.16"),
                Terms(term: "P1Y", cycle: "annual", price: "42.00"),
            ]),
        Item(
            product: "CFQ7TTC0LFLZ", sku: "0002", availability: "CFQ7TTC0K4TS", view: "OnlineServices",
            type: "OnlineServicesNCE", title: "Microsoft 365 E5",
            terms: [
                Terms(term: "P1M", cycle: "monthly", price: "68.40"),
                Terms(term: "P1Y", cycle: "monthly", price: "719.04"),
            ]),
        Item(
            product: "DZH318Z0BPS6", sku: "0001", availability: "DZH318Z0BMJX", view: "MicrosoftAzure", type: "Azure",
            title: "Azure plan", terms: [Terms(term: "", cycle: "none", price: "0")], maximum: 1),
        Item(
            product: "DG7GMGF0DVT9", sku: "0002", availability: "DG7GMGF0BZ4P", view: "SoftwarePerpetual",
            type: "Software", title: "Windows Server 2022 Standard, 16 cores",
            terms: [Terms(term: "", cycle: "one_time", price: "965.00")]),
        Item(
            product: "DZH318Z0BQ3V", sku: "00G1", availability: "DZH318Z0DFLG", view: "AzureReservations",
            type: "Azure",
            title: "Reserved VM Instance, Standard_D32s_v3, US West 2, 3 Years",
            terms: [Terms(term: "P3Y", cycle: "one_time", price: "14470.00")],
            prerequisites: ["AzureSubscriptionRegistration", "InventoryCheck"],
            inventoryVariables: ["CustomerId", "AzureSubscriptionId"]),
    ]

    static func item(_ catalogItemID: String) -> Item? {
        items.first { $0.catalogItemID.lowercased() == catalogItemID.lowercased() }
    }

    /// The items of a product, of one of its SKUs.
    static func items(product: String, sku: String? = nil) -> [Item] {
        items.filter { $0.product == product && (sku == nil || $0.sku == sku) }
    }
}
