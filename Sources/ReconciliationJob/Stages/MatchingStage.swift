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
    let stop: StopRequest
    let meter: RunMeter?

    /// Everything that matching brings, discrepancies in no particular order.
    func run(_ partitions: borrowing AccountPartitions) throws(JobError) -> MatchingOutcome {
        let contents = partitions.contents
        let texts = SharedTexts(partitions.common.pool)
        let parts = Mutex([Result<MatchingOutcome, JobError>]())
        DispatchQueue.concurrentPerform(iterations: AccountPartitions.count) { partition in
            let part = match(partition, contents, texts)
            parts.withLock { $0.append(part) }
            meter?.advance()
        }
        var outcome = MatchingOutcome()
        for part in parts.withLock({ $0 }) { outcome.add(try part.get()) }
        if directory.hasLinks { outcome.add(try matchLinked(contents, texts)) }
        return outcome
    }

    private func match(
        _ partition: Int, _ contents: PartitionContents, _ texts: SharedTexts
    ) -> Result<MatchingOutcome, JobError> {
        do throws(JobError) {
            try stop.check()
            let records = try contents.records(of: partition)
            return .success(records.isEmpty ? MatchingOutcome() : matchPartition(records, texts, linked: false))
        } catch {
            return .failure(error)
        }
    }

    /// Customers that belong together may lie in different partitions: gather their records over all of them.
    private func matchLinked(
        _ contents: PartitionContents, _ texts: SharedTexts
    ) throws(JobError) -> MatchingOutcome {
        var gathered: [UInt8] = []
        for partition in 0..<AccountPartitions.count {
            let records = try contents.records(of: partition)
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
            let content = PartitionContent(bytes, placesByAccount(bytes, linked: linked), texts)
            var outcome = MatchingOutcome()
            for index in content.accounts.indices {
                AccountMatching.match(content.account(index), in: context, addingTo: &outcome)
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

/// A partition's records, read back with one pool for all their texts, account by account.
private struct PartitionContent {
    /// Where an account's records stand.
    struct Account {
        var lines: Range<Int>
        var rated: Range<Int>
        var orders: Range<Int>
        var history: Range<Int>
    }

    private(set) var accounts: [Account] = []
    private var lines: [LineItem] = []
    private var rated: [LineItem] = []
    private var orders: [OrderRow] = []
    private var history: [LineItem] = []
    private var texts: TextPool

    /// - Parameter places: Sorted by account.
    init(_ bytes: UnsafeRawBufferPointer, _ places: [RecordPlace], _ common: SharedTexts) {
        texts = TextPool(extending: common)
        var start = 0
        while start < places.count {
            let first = (lines.count, rated.count, orders.count, history.count)
            var end = start
            while end < places.count, places[end].account == places[start].account {
                read(bytes, places[end])
                end += 1
            }
            accounts.append(
                Account(
                    lines: first.0..<lines.count, rated: first.1..<rated.count, orders: first.2..<orders.count,
                    history: first.3..<history.count))
            start = end
        }
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer, _ place: RecordPlace) {
        switch place.kind {
        case .line: lines.append(AccountRecord.line(bytes, at: Int(place.offset), into: &texts))
        case .ratedUsage: rated.append(AccountRecord.line(bytes, at: Int(place.offset), into: &texts))
        case .history: history.append(AccountRecord.line(bytes, at: Int(place.offset), into: &texts))
        case .order: orders.append(AccountRecord.order(bytes, at: Int(place.offset), into: &texts))
        }
    }

    func account(_ index: Int) -> CustomerAccount {
        let account = accounts[index]
        return CustomerAccount(
            lines: Array(lines[account.lines]), ratedUsage: Array(rated[account.rated]),
            orders: Array(orders[account.orders]), history: Array(history[account.history]), texts: texts)
    }
}
