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
    /// Where discrepancies and matches go.
    let findings: FindingCollection
    let matches: MatchCollection
    let stop: StopRequest
    let meter: RunMeter?

    /// Everything that matching brings but discrepancies and matches, which are collected apart.
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
            return .success(records.isEmpty ? MatchingOutcome() : try matchPartition(records, texts, linked: false))
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
        return try matchPartition(gathered, texts, linked: true)
    }

    /// The accounts of one partition, one after the other.
    private func matchPartition(
        _ records: [UInt8], _ texts: SharedTexts, linked: Bool
    ) throws(JobError) -> MatchingOutcome {
        var outcome = MatchingOutcome()
        records.withUnsafeBytes { bytes in
            var reading = AccountReading(bytes, placesByAccount(bytes, linked: linked), texts)
            while let account = reading.next() {
                AccountMatching.match(account, in: context, addingTo: &outcome)
            }
        }
        try findings.add(outcome.discrepancies)
        try matches.add(outcome.matches)
        outcome.discrepancies = []
        outcome.matches = []
        return outcome
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

/// Reads a partition's records back, account by account, with one pool for all their texts.
private struct AccountReading {
    private let bytes: UnsafeRawBufferPointer
    /// Sorted by account.
    private let places: [RecordPlace]
    private var position = 0
    private var texts: TextPool

    init(_ bytes: UnsafeRawBufferPointer, _ places: [RecordPlace], _ common: SharedTexts) {
        self.bytes = bytes
        self.places = places
        texts = TextPool(extending: common)
    }

    /// The next account; `nil` after the last.
    mutating func next() -> CustomerAccount? {
        guard position < places.count else { return nil }
        let start = position
        while position < places.count, places[position].account == places[start].account { position += 1 }
        let own = places[start..<position]
        func count(_ kind: AccountRecord.Kind) -> Int { own.count { $0.kind == kind } }
        var account = CustomerAccount(lines: [], orders: [], texts: TextPool())
        account.lines.reserveCapacity(count(.line))
        account.orders.reserveCapacity(count(.order))
        for place in own {
            let offset = Int(place.offset)
            switch place.kind {
            case .line: account.lines.append(AccountRecord.line(bytes, at: offset, into: &texts))
            case .ratedUsage: account.ratedUsage.append(AccountRecord.line(bytes, at: offset, into: &texts))
            case .history: account.history.append(AccountRecord.line(bytes, at: offset, into: &texts))
            case .order: account.orders.append(AccountRecord.order(bytes, at: offset, into: &texts))
            }
        }
        account.texts = texts
        return account
    }
}
