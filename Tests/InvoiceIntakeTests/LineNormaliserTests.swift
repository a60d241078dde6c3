import BillingModel
import Testing

@testable import InvoiceIntake

@Suite struct LineNormaliserTests {
    @Test func `A whole line is read field by field`() throws {
        let json = """
            {"partnerid":"p","CUSTOMERID":" org:9060D13D-C5ED-482E-B059-A15A38CBB28E ","CustomerName":"Contoso",\
            "InvoiceNumber":"G1","Tier2MpnId":"4649221","OrderId":"QDOx5ZN3YR9uYhm4M1MGQJ_0nievUOrx1",\
            "OrderDate":"2026-02-08T22:31:42.9397946Z","ProductId":"CFQ7","SkuId":"0001","AvailabilityId":"A1",\
            "ProductName":"Microsoft 365","SkuName":"E5","ChargeType":"addQuantity","UnitPrice":"12.50","Quantity":3,\
            "Subtotal":"37.50","TaxTotal":7.13,"TotalForCustomer":"44.63","Currency":"eur",\
            "PriceAdjustmentDescription":"[\\"100.0% Tier 1 Discount\\"]","ProviderName":"Fabrikam",\
            "SubscriptionId":"281E26FE-9CE7-415B-911C-F39232EA904A","ChargeStartDate":"2026-02-08",\
            "ChargeEndDate":"2026-02-28T23:30:00-08:00","TermAndBillingCycle":"One-Year commitment for monthly billing",\
            "EffectiveUnitPrice":12.5,"UnitType":"Seats","AlternateId":"6dc5c039750a","BillableQuantity":"3.0",\
            "BillingFrequency":"Monthly","PricingCurrency":"USD","PCToBCExchangeRate":"0.846202666",\
            "CreditReasonCode":"why","SubscriptionStartDate":"2026-01-01","SubscriptionEndDate":"2026-12-31",\
            "ReferenceID":"R1","ProductQualifiers":["AddOn","Trial"],"PromotionID":"P1","ReservationOrderId":"RO1",\
            "Unheard Of":{"a":[1,2]}}
            """
        let line = try readLine(json: json).get()
        let item = line.item
        #expect(line[.customerID] == "9060d13d-c5ed-482e-b059-a15a38cbb28e")
        #expect(line[.subscriptionID] == "281e26fe-9ce7-415b-911c-f39232ea904a")
        #expect(line[.orderID] == "QDOx5ZN3YR9uYhm4M1MGQJ_0nievUOrx1")
        #expect(line.texts.text(item.item) == "CFQ7:0001:A1")
        #expect(
            line[.customerName] == "Contoso" && line[.resellerMPN] == "4649221" && line[.alternateID] == "6dc5c039750a")
        #expect(line[.productName] == "Microsoft 365" && line[.skuName] == "E5" && line[.publisher] == "Fabrikam")
        #expect(line[.priceAdjustment] == #"["100.0% Tier 1 Discount"]"#)
        #expect(line[.referenceID] == "R1" && line[.promotionID] == "P1" && line[.reservationOrderID] == "RO1")
        #expect(line[.chargeType] == "addQuantity" && line[.creditReason] == "why" && line[.unitType] == "Seats")
        #expect(item.chargeType == .addQuantity && item.term == .year && item.billingFrequency == .monthly)
        #expect(item.orderDate == "2026-02-08" && item.chargeStart == "2026-02-08" && item.chargeEnd == "2026-03-01")
        #expect(item.subscriptionStart == "2026-01-01" && item.subscriptionEnd == "2026-12-31")
        #expect(item.unitPrice == "12.5" && item.effectiveUnitPrice == "12.5" && item.exchangeRate == "0.846202666")
        #expect(item.quantity == "3" && item.billableQuantity == "3")
        #expect(item.subtotal == "37.50" && item.tax == "7.13" && item.total == "44.63")
        #expect(item.currency == CurrencyCode("EUR") && item.pricingCurrency == CurrencyCode("USD"))
        #expect(item.traits == [.otherPublisher, .addOn, .trial, .effectivePrice, .bothQuantities, .exchangeRate])
        #expect(item.kind == .recurring && item.form == .exportV2)
        #expect(item.source == SourceLocation(document: DocumentIndex(7), line: 1) && item.invoice == InvoiceIndex(3))
    }

    @Test(arguments: [
        ("20", "20"), ("\"20\"", "20"), ("\" 20.00 \"", "20"), ("\"\u{A0}-20.10\u{A0}\"", "-20.1"), ("-0.0", "0"),
        ("0.1999968000511991808131", "0.1999968000511991808131"),
        ("\"123456789012.0123456789012345678901\"", "123456789012.0123456789012345678901"),
    ])
    func `Numbers are exact, quoted or not`(token: String, value: String) throws {
        let line = try readLine(BilledLine(["Subtotal": token])).get()
        #expect(line.item.subtotal.decimal == ExactDecimal(value))
    }

    @Test(arguments: [
        ("Subtotal", "1e5", "Subtotal is no number: 1e5"),
        ("Subtotal", "\"1,000.00\"", "Subtotal is no number: 1,000.00"),
        ("Subtotal", "\"NaN\"", "Subtotal is no number: NaN"), ("Subtotal", "true", "Subtotal is no number: true"),
        ("Subtotal", "[1]", "Subtotal is no number: [1]"), ("Subtotal", "null", "Subtotal is missing"),
        ("Subtotal", "\" \"", "Subtotal is missing"),
        ("Subtotal", "1000000000001", "Subtotal has more than 22 decimals or is too large: 1000000000001"),
        (
            "EffectiveUnitPrice", "0.1234567890123456789012345678901234567",
            "EffectiveUnitPrice has more than 36 digits: 0.1234567890123456789012345678901234567"
        ),
        ("TaxTotal", "\"x\"", "TaxTotal is no number: x"), ("Total", "\"x\"", "Total is no number: x"),
        ("PCToBCExchangeRate", "\"x\"", "PCToBCExchangeRate is no number: x"),
        ("Quantity", "\"two\"", "Quantity is no number: two"), ("Quantity", "null", "Quantity is missing"),
        ("Currency", "null", "Currency is missing"), ("Currency", "\"XXZ\"", "Currency is no currency: XXZ"),
        ("PricingCurrency", "\"dollar\"", "PricingCurrency is no currency: dollar"),
        ("OrderDate", "\"2026-02-30\"", "OrderDate is no date: 2026-02-30"),
        ("SubscriptionEndDate", "\"soon\"", "SubscriptionEndDate is no date: soon"),
        ("ChargeEndDate", "\"2026-09-30\"", "the charge ends on 2026-09-30, before it starts on 2026-10-01"),
    ])
    func `What cannot be read rejects the line`(field: String, token: String, reason: String) throws {
        let result = try readLine(BilledLine([field: token]))
        #expect(throws: LineRejection(reason: reason)) { try result.get() }
    }

    @Test func `One price is enough, none is not`() throws {
        let unit = try readLine(BilledLine(["EffectiveUnitPrice": nil])).get().item
        #expect(unit.unitPrice == "10" && !unit.traits.contains(.effectivePrice))
        let effective = try readLine(BilledLine(["UnitPrice": nil])).get().item
        #expect(effective.effectiveUnitPrice == "10" && effective.traits.contains(.effectivePrice))
        let none = try readLine(BilledLine(["UnitPrice": nil, "EffectiveUnitPrice": "\"\""]))
        #expect(throws: LineRejection(reason: "UnitPrice is missing")) { try none.get() }
    }

    @Test func `What may be missing has its stand-in`() throws {
        let item = try readLine(BilledLine(["TaxTotal": nil, "Total": nil, "PricingCurrency": "\"\""])).get().item
        #expect(item.tax == .zero && item.total == "20" && item.exchangeRate == .one)
        #expect(item.pricingCurrency == CurrencyCode("EUR") && !item.traits.contains(.exchangeRate))
        let taxed = try readLine(BilledLine(["Total": "null"])).get().item
        #expect(taxed.total == "23.80")
        let billable = try readLine(BilledLine(["Quantity": nil, "BillableQuantity": "0.005001"])).get().item
        #expect(billable.quantity == "0.005001" && !billable.traits.contains(.bothQuantities))
        let undated = try readLine(
            BilledLine(["ChargeStartDate": "\"0001-01-01T00:00:00\"", "ChargeEndDate": "\"\"", "OrderDate": "null"]))
        #expect(try undated.get().item.period == nil && undated.get().item.orderDate == nil)
    }

    @Test(
        arguments: [
            ("\"0ET2qaZvJlonglong, 6dc5c039750a\"", nil, "0ET2qaZvJlonglong", "6dc5c039750a"),
            ("\"6dc5c039750a,0ET2qaZvJlonglong\"", nil, "0ET2qaZvJlonglong", "6dc5c039750a"),
            ("\"0ET2qaZvJlonglong, 6dc5c039750a\"", "\"given\"", "0ET2qaZvJlonglong", "given"),
            ("\"a, b, c\"", nil, "a, b, c", ""),
            ("567735045559164136", nil, "567735045559164136", ""),
            ("\"DZH318Z0BQ3P\"", nil, "DZH318Z0BQ3P", ""),
        ] as [(String, String?, String, String)])
    func `The order column may hold both ids`(order: String, alternate: String?, long: String, short: String) throws {
        let line = try readLine(BilledLine(["OrderId": order, "AlternateId": alternate])).get()
        #expect(line[.orderID] == long && line[.alternateID] == short)
    }

    @Test(arguments: [
        ("ResellerMpnId", "0", ""), ("ResellerMpnId", "\"0\"", ""), ("ResellerMpnId", "-1", ""),
        ("ResellerMpnId", "\"\"", ""),
        ("ResellerMpnId", "4649221", "4649221"), ("Tier2MpnId", "\"-1\"", ""), ("Tier2MpnId", "\"77\"", "77"),
    ])
    func `0, -1 and nothing are no reseller`(field: String, token: String, reseller: String) throws {
        #expect(try readLine(BilledLine([field: token])).get()[.resellerMPN] == reseller)
    }

    @Test(arguments: [
        ("G1", false), ("g1", false), ("OneTime-G1", false), ("recurring-G1", false), ("", false), ("G2", true),
        ("G11", true),
    ])
    func `A line may name another invoice than its folder`(number: String, isForeign: Bool) throws {
        let line = try readLine(BilledLine(["InvoiceNumber": "\"\(number)\""]), folder: "OneTime-G1").get()
        #expect(line.item.traits.contains(.foreignInvoice) == isForeign)
        #expect(line[.invoiceNumber] == number)
    }

    @Test(arguments: [
        ("MeterDescription", "\"Bandwidth\"", LineTraits.usage, true), ("MeterDescription", "\" \"", .usage, false),
        ("UnitType", "\"1 GB/Month\"", .usage, true), ("UnitType", "\"Seats\"", .usage, false),
        ("PublisherName", "\"microsoft Ireland\"", .otherPublisher, false),
        ("PublisherName", "\"Fabrikam\"", .otherPublisher, true),
        ("PublisherName", "\"Microsoft\"", .otherPublisher, false),
        ("PublisherName", "\"Microsoftware Ltd\"", .otherPublisher, true),
        ("PublisherName", "\"\"", .otherPublisher, false),
        (
            "PriceAdjustmentDescription", #""[\"15.0% Partner Earned Credit for services managed\"]""#, .earnedCredit,
            true
        ),
        ("PriceAdjustmentDescription", #""[\"100.0% Tier 1 Discount\"]""#, .earnedCredit, false),
        ("ProductQualifiers", "[\"Add-on\"]", .addOn, true), ("ProductQualifiers", "\"Trial\"", .trial, true),
        ("ProductQualifiers", "[]", .trial, false),
    ])
    func `Traits are read from words`(field: String, token: String, trait: LineTraits, isSet: Bool) throws {
        #expect(try readLine(BilledLine([field: token])).get().item.traits.contains(trait) == isSet)
    }

    @Test(
        arguments: [
            ([:], .oneTime), (["Subtotal": "-20"], .credit),
            (["MeterDescription": "\"m\"", "Subtotal": "-0.01"], .credit),
            (["MeterDescription": "\"m\""], .usage), (["BillingFrequency": "\"Monthly\""], .recurring),
            (["BillingFrequency": "\"One-Time\"", "TermAndBillingCycle": "\"1 Year\""], .oneTime),
            (["BillingFrequency": "\"None\""], .oneTime),
            (["TermAndBillingCycle": "\"3 Year Subscription\""], .recurring),
            (["ChargeType": "\"cycleCharge\""], .recurring), (["ChargeType": "\"RemoveQuantity\""], .recurring),
            (["ChargeType": "\"extend term\""], .recurring), (["ChargeType": "\"customerCredit\""], .oneTime),
        ] as [([String: String], ChargeKind)])
    func `The kind of a charge`(changes: [String: String], kind: ChargeKind) throws {
        var line = BilledLine()
        for (field, token) in changes { line.set(field, token) }
        #expect(try readLine(line).get().item.kind == kind)
    }

    @Test(arguments: [
        (LineForm.pageOffice, "6.80", ExactDecimal("6.80")), (.pageOffice, "0.0", .zero), (.pageOffice, "null", .zero),
        (.exportV2, "6.80", .zero),
    ])
    func `The discount of a whole line is read where the form has one`(
        form: LineForm, token: String, discount: ExactDecimal
    ) throws {
        let line = BilledLine(["OfferId": "\"F1\"", "TotalOtherDiscount": token])
        #expect(try readLine(line, form: form).get().item.otherDiscount == discount)
    }

    @Test func `A field given twice counts once when it says the same, and rejects the line when not`() throws {
        #expect(try readLine(BilledLine(["subtotal": "20"])).get().item.subtotal == "20")
        #expect(try readLine(BilledLine(["subtotal": "null", "TOTAL": "\"\""])).get().item.total == "23.80")
        let conflict = try readLine(BilledLine(["totalForCustomer": "23.81"]))
        #expect(throws: LineRejection(reason: "Total is given twice with different values")) { try conflict.get() }
    }

    @Test func `What stays the same from line to line is written once and read on every one`() throws {
        let lines = ["x", "x", "", "y", "x"].map { BilledLine(["ProductName": "\"\($0)\""]).json + "\n" }.joined()
        let read = try readLines(Array(lines.utf8)).lines
        #expect(read.map { $0[.productName] } == ["x", "x", "", "y", "x"])
        #expect(read.map { $0[.chargeType] } == Array(repeating: "new", count: 5))
    }
}
