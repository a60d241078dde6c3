import BillingModel
import MatchingEngine

/// Adds up each invoice as its lines stream by: control totals, exchange rates, tax rates. Nothing here depends on the
/// order of lines but the choice among more than eight different tax rates on one invoice.
struct InvoiceTally {
    private(set) var totals: [InvoiceCurrency: ControlTotals] = [:]
    private var rates: [RateKey: LineTally] = [:]
    private var taxes: [InvoiceIndex: TaxTally] = [:]
    /// Lines that carry another invoice's number: how many, and the first of them.
    private(set) var foreign: [InvoiceIndex: (count: Int, first: SourceLocation)] = [:]

    private struct RateKey: Hashable {
        let invoice: InvoiceIndex
        let pair: CurrencyPair
        let rate: ExactDecimal
    }

    /// The run of lines with one invoice and currency that is being added up, outside the dictionaries.
    private var current: (key: InvoiceCurrency, totals: ControlTotals, taxes: TaxTally)?
    private let tolerance: Amount

    init(tolerances: Tolerances) {
        tolerance = Amount(units: tolerances.taxPerComponent.units * Int128(tolerances.taxComponents))
    }

    mutating func add(_ line: LineItem) {
        let key = InvoiceCurrency(line.invoice, line.currency)
        if current?.key != key { select(key) }
        current?.totals.add(line)
        current?.taxes.add(line, tolerance)
        if line.isUsage, line.currency != line.pricingCurrency {
            let pair = CurrencyPair(pricing: line.pricingCurrency, billing: line.currency)
            rates[RateKey(invoice: line.invoice, pair: pair, rate: line.exchangeRate), default: LineTally()]
                .add(line.subtotal.magnitude)
        }
        if line.traits.contains(.foreignInvoice) {
            let known = foreign[line.invoice]
            let first = min(known?.first ?? line.source, line.source)
            foreign[line.invoice] = ((known?.count ?? 0) + 1, first)
        }
    }

    /// Rejected lines are read but in no sum; they stand in the invoice's own currency.
    mutating func addRejected(_ count: Int, _ invoice: InvoiceIndex, _ currency: CurrencyCode) {
        let key = InvoiceCurrency(invoice, currency)
        if current?.key != key { select(key) }
        current?.totals.linesRead += count
        current?.totals.linesRejected += count
    }

    /// Puts the run that is being added up back; call before reading ``totals``.
    mutating func settle() {
        guard let run = current else { return }
        totals[run.key] = run.totals
        taxes[run.key.invoice] = run.taxes
        current = nil
    }

    private mutating func select(_ key: InvoiceCurrency) {
        settle()
        let known = totals.removeValue(forKey: key)
        current = (
            key, known ?? ControlTotals(invoiceID: "", invoiceDate: nil, documentType: "", currency: key.currency),
            taxes.removeValue(forKey: key.invoice) ?? TaxTally()
        )
    }

    /// The commoner rate of each currency pair that has more than one; of two equally common ones the one with more
    /// money, and of those the smaller.
    func prevailingRates(_ invoice: InvoiceIndex) -> [CurrencyPair: ExactDecimal] {
        var best: [CurrencyPair: (rate: ExactDecimal, tally: LineTally, rates: Int)] = [:]
        for (key, tally) in rates where key.invoice == invoice {
            guard let known = best[key.pair] else {
                best[key.pair] = (key.rate, tally, 1)
                continue
            }
            let isBetter =
                tally.lines != known.tally.lines
                ? tally.lines > known.tally.lines
                : (tally.amount != known.tally.amount ? tally.amount > known.tally.amount : key.rate < known.rate)
            best[key.pair] = isBetter ? (key.rate, tally, known.rates + 1) : (known.rate, known.tally, known.rates + 1)
        }
        return best.filter { $0.value.rates > 1 }.mapValues(\.rate)
    }

    /// The tax rate that explains most lines; `nil` without three lines and a majority.
    func prevailingTaxRate(_ invoice: InvoiceIndex) -> ExactDecimal? { taxes[invoice]?.prevailing }
}

extension ControlTotals {
    /// Adds a line that was read.
    fileprivate mutating func add(_ line: LineItem) {
        linesRead += 1
        subtotal += line.subtotal
        tax += line.tax
        total += line.total
        if line.subtotal.signum < 0 {
            credits += line.subtotal
        } else if line.isUsage {
            usage += line.subtotal
        } else if line.kind == .recurring {
            recurring += line.subtotal
        } else {
            oneTime += line.subtotal
        }
    }
}

/// How many lines of an invoice each tax rate, in steps of 0.1 %, explains within tolerance.
struct TaxTally {
    private var candidates: [(permille: Int128, lines: Int)] = []
    private var lines = 0
    private static let maximumCandidates = 8

    mutating func add(_ line: LineItem, _ tolerance: Amount) {
        let base = line.subtotal.magnitude.units
        guard base >= Amount(cents: 100).units else { return }
        lines += 1
        var explained = false
        for index in candidates.indices
        where (line.tax.units * 1000 - line.subtotal.units * candidates[index].permille).magnitude
            <= (tolerance.units * 1000).magnitude
        {
            candidates[index].lines += 1
            explained = true
        }
        if explained || candidates.count == TaxTally.maximumCandidates { return }
        guard line.tax.isZero || line.tax.signum == line.subtotal.signum else { return }
        let permille = (line.tax.magnitude.units * 2000 + base) / (base * 2)
        if permille <= 1000 { candidates.append((permille, 1)) }
    }

    var prevailing: ExactDecimal? {
        guard lines >= 3,
            let best = candidates.max(by: { ($0.lines, -$0.permille) < ($1.lines, -$1.permille) }),
            best.lines >= 3, best.lines * 2 > lines
        else { return nil }
        return ExactDecimal(coefficient: best.permille, scale: 3)
    }
}
