import BillingModel
import Foundation
import ReconciliationJob

/// One invoice over 100.00 EUR with one usage line that was converted from USD, and official documents to go with it.
struct OfficialWorld {
    let folder: TemporaryFolder
    private(set) var options: RunOptions

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "snapshot/invoices.json",
            """
            {"items":[{"id":"G000000001","invoiceDate":"2026-10-08T00:00:00Z","totalCharges":100.0,"paidAmount":0,\
            "billingPeriodStartDate":"2026-09-01T00:00:00Z","billingPeriodEndDate":"2026-09-30T00:00:00Z",\
            "currencyCode":"EUR","documentType":"invoice","invoiceType":"OneTime"}]}
            """)
        try folder.write(
            "snapshot/invoices/G000000001/reconciliation/part-0001.json",
            """
            {"CustomerId":"c1","InvoiceNumber":"G000000001","OrderId":"o1","ProductId":"P1","SkuId":"0001",\
            "AvailabilityId":"A1","ChargeType":"new","UnitPrice":125,"EffectiveUnitPrice":125,"Quantity":1,\
            "BillableQuantity":1,"Subtotal":100.00,"TaxTotal":0,"Total":100.00,"Currency":"EUR","PricingCurrency":"USD",\
            "PCToBCExchangeRate":0.8,"MeterDescription":"Compute","UnitType":"1 Hour","SubscriptionId":"s1",\
            "ChargeStartDate":"2026-09-01T00:00:00Z","ChargeEndDate":"2026-09-30T00:00:00Z"}

            """)
        try folder.write(
            "orders.csv",
            """
            order_id,customer_id,order_date,catalog_item_id,quantity,unit_price,currency,billing_cycle,status
            o9,c1,2026-09-01,P9:0001:A1,1,5.00,EUR,one_time,failed

            """)
        options = RunOptions(source: folder / "snapshot", asOf: "2026-11-10")
        options.orders = [folder / "orders.csv"]
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
    }

    func run(_ options: RunOptions) throws -> (summary: RunSummary, rows: [[String: String]]) {
        let summary = try ReconciliationRun(options).run(clock: { "2026-11-10T00:00:00Z" }, progress: { _ in })
        return (summary, try csvRows(folder / "reports/2026-11-10/discrepancies.csv"))
    }

    static func rates(_ usd: String, day: String = "2026-10-08") -> String {
        """
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" \
        xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube><Cube time='\(day)'>\
        <Cube currency='USD' rate='\(usd)'/></Cube><Cube time='2026-08-28'><Cube currency='USD' rate='\(usd)'/></Cube>\
        </Cube></gesmes:Envelope>
        """
    }

    static func statement(_ amounts: [String]) -> String {
        let entries = amounts.map {
            """
            <Ntry><Amt Ccy="EUR">\($0)</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-10-20</Dt></BookgDt>
            <NtryDtls><TxDtls><RmtInf><Ustrd>Invoice G000000001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            """
        }
        return """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>S1</Id>
            \(entries.joined(separator: "\n"))</Stmt></BkToCstmrStmt></Document>
            """
    }
}
