import BillingModel
import Foundation
import MatchingEngine
import Synchronization

/// Matches every account, a partition at a time, on as many threads as there are processors.
///
/// Accounts do not know of each other, so the order in which partitions end changes nothing: what they bring is put in
/// one total order afterwards.
struct MatchingStage {
    let context: MatchingContext
    let directory: AccountDirectory

    /// Everything that matching brings, discrepancies in no particular order.
    func run(_ partitions: borrowing AccountPartitions) throws(JobError) -> MatchingOutcome {
        var outcome = MatchingOutcome()
        let texts = SharedTexts(partitions.common.pool)
        // Partitions are borrowed from this stack frame, so each wave of threads ends before the next is loaded.
        let width = max(1, ProcessInfo.processInfo.activeProcessorCount)
        var partition = 0
        while partition < AccountPartitions.count {
            var loaded: [[UInt8]] = []
            while partition < AccountPartitions.count, loaded.count < width {
                let records = try partitions.records(of: partition)
                partition += 1
                if !records.isEmpty { loaded.append(records) }
            }
            for part in match(loaded, texts) { outcome.add(part) }
        }
        if directory.hasLinks { outcome.add(try matchLinked(partitions, texts)) }
        return outcome
    }

    private func match(_ loaded: [[UInt8]], _ texts: SharedTexts) -> [MatchingOutcome] {
        let results = Mutex([MatchingOutcome?](repeating: nil, count: loaded.count))
        DispatchQueue.concurrentPerform(iterations: loaded.count) { index in
            let outcome = matchPartition(loaded[index], texts, linked: false)
            results.withLock { $0[index] = outcome }
        }
        return results.withLock { $0.compactMap { $0 } }
    }

    /// Customers that belong together may lie in different partitions: gather their records over all of them.
    private func matchLinked(
        _ partitions: borrowing AccountPartitions, _ texts: SharedTexts
    ) throws(JobError) -> MatchingOutcome {
        var gathered: [UInt8] = []
        for partition in 0..<AccountPartitions.count {
            let records = try partitions.records(of: partition)
            records.withUnsafeBytes { bytes in
                var offset = 0
                while offset < bytes.count {
                    let header = AccountRecord.header(bytes, at: offset)
                    if directory.isLinked(header.customer) {
                        gathered.append(contentsOf: bytes[offset..<offset + header.byteCount])
                    }
                    offset += header.byteCount
                }
            }
        }
        return matchPartition(gathered, texts, linked: true)
    }

    /// The accounts of one partition, one after the other.
    private func matchPartition(_ records: [UInt8], _ texts: SharedTexts, linked: Bool) -> MatchingOutcome {
        records.withUnsafeBytes { bytes in
            let places = placesByAccount(bytes, linked: linked)
            var content = PartitionContent(bytes, places, texts)
            var outcome = MatchingOutcome()
            var start = 0
            while start < places.count {
                var end = start + 1
                while end < places.count, places[end].account == places[start].account { end += 1 }
                let account = content.account(start..<end)
                AccountMatching.match(account, in: context, addingTo: &outcome)
                start = end
            }
            return outcome
        }
    }

    private func placesByAccount(_ bytes: UnsafeRawBufferPointer, linked: Bool) -> [RecordPlace] {
        var places: [RecordPlace] = []
        var offset = 0
        while offset < bytes.count {
            let header = AccountRecord.header(bytes, at: offset)
            if directory.isLinked(header.customer) == linked {
                let account = linked ? directory.representative(header.customer) : header.customer
                places.append(RecordPlace(account: account, offset: UInt32(offset), kind: header.kind))
            }
            offset += header.byteCount
        }
        places.sort { ($0.account, $0.offset) < ($1.account, $1.offset) }
        return places
    }
}

private struct RecordPlace {
    let account: UInt32
    let offset: UInt32
    let kind: AccountRecord.Kind
}

/// A partition's records, read back with one pool for all their texts.
private struct PartitionContent {
    private enum Position {
        case line(Int), rated(Int), order(Int)
    }

    private var lines: [LineItem] = []
    private var rated: [LineItem] = []
    private var orders: [OrderRow] = []
    private var texts: TextPool
    private var positions: [Position] = []

    init(_ bytes: UnsafeRawBufferPointer, _ places: [RecordPlace], _ common: SharedTexts) {
        texts = TextPool(extending: common)
        positions.reserveCapacity(places.count)
        for place in places {
            switch place.kind {
            case .line:
                positions.append(.line(lines.count))
                lines.append(AccountRecord.line(bytes, at: Int(place.offset), into: &texts))
            case .ratedUsage:
                positions.append(.rated(rated.count))
                rated.append(AccountRecord.line(bytes, at: Int(place.offset), into: &texts))
            case .order:
                positions.append(.order(orders.count))
                orders.append(AccountRecord.order(bytes, at: Int(place.offset), into: &texts))
            }
        }
    }

    mutating func account(_ range: Range<Int>) -> CustomerAccount {
        var accountLines: [LineItem] = []
        var accountRated: [LineItem] = []
        var accountOrders: [OrderRow] = []
        for position in positions[range] {
            switch position {
            case .line(let index): accountLines.append(lines[index])
            case .rated(let index): accountRated.append(rated[index])
            case .order(let index): accountOrders.append(orders[index])
            }
        }
        return CustomerAccount(lines: accountLines, ratedUsage: accountRated, orders: accountOrders, texts: texts)
    }
}
