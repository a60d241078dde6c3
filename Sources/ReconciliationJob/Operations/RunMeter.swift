import Foundation
import InvoiceIntake
import Synchronization

/// How far a run has come, for a watcher on another thread that looks when it likes. The run pays an addition a batch.
package final class RunMeter: Sendable {
    /// What is counted in a stage.
    package enum Unit: Sendable { case bytes, parts, rows }

    /// How far a stage has come at the moment of looking.
    package struct Position: Sendable, Equatable {
        package let stage: RunStage
        package let unit: Unit
        package let done: Int
        /// 0 when nobody knows.
        package let total: Int
        /// Billed lines or order rows that the stage has read.
        package let rows: Int

        package init(stage: RunStage, unit: Unit, done: Int, total: Int, rows: Int) {
            self.stage = stage
            self.unit = unit
            self.done = done
            self.total = total
            self.rows = rows
        }
    }

    private struct Stage {
        let stage: RunStage
        let unit: Unit
        let total: Int
        /// Bytes that the stages before have read.
        let bytesBefore: Int
    }

    let reading = ReadingMeter()
    private let stage = Mutex<Stage?>(nil)
    private let counted = Atomic<Int>(0)
    private let rows = Atomic<Int>(0)

    package init() {}

    /// Where the run stands; `nil` before it begins.
    package var position: Position? {
        stage.withLock { stage in
            guard let stage else { return nil }
            let done =
                stage.unit == .bytes
                ? reading.byteCount - stage.bytesBefore : counted.load(ordering: .relaxed)
            return Position(
                stage: stage.stage, unit: stage.unit, done: done, total: stage.total,
                rows: rows.load(ordering: .relaxed))
        }
    }

    func begin(_ next: RunStage, _ unit: Unit, total: Int) {
        stage.withLock { stage in
            counted.store(0, ordering: .relaxed)
            rows.store(0, ordering: .relaxed)
            stage = Stage(stage: next, unit: unit, total: total, bytesBefore: reading.byteCount)
        }
    }

    /// Something that the stage counts is done.
    func advance(_ count: Int = 1) { counted.add(count, ordering: .relaxed) }

    func add(rows count: Int) { rows.add(count, ordering: .relaxed) }
}

extension ReconciliationRun {
    /// What there is to read of the order books; a file that is not there is reported when it is read.
    func bytesOfOrders() -> Int {
        options.orders.reduce(0) { sum, path in
            var status = stat()
            return stat(path, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }

    /// What there is to read of the snapshot.
    func bytesOfSnapshot() throws(JobError) -> Int {
        do throws(IntakeError) {
            return try SnapshotListing(directory: options.source).files.reduce(0) { $0 + $1.byteCount }
        } catch {
            throw JobError.refused("source \(error)")
        }
    }
}
