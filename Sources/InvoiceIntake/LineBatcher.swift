internal import BillingModel

/// Collects lines until there are enough for a batch, then hands them on.
struct LineBatcher {
    /// Lines of one batch: large enough to pay for the handing over, small enough for the caches.
    static let size = 2_000
    /// Texts of one batch are cut off here too, so that long texts do not pile up.
    private static let textBytes = 4 << 20

    var batch = LineBatcher.emptyBatch()

    @inline(__always)
    var isFull: Bool { batch.lines.count >= LineBatcher.size || batch.texts.byteCount >= LineBatcher.textBytes }

    /// Gives out what has been collected and starts anew.
    mutating func takeBatch() -> LineBatch {
        let full = batch
        batch = LineBatcher.emptyBatch()
        return full
    }

    /// Forgets what has been collected.
    mutating func clear() {
        batch.lines.removeAll(keepingCapacity: true)
        batch.texts.removeAll()
    }

    /// With room for what lines usually carry: a dozen texts of some 300 bytes that the line before did not have.
    private static func emptyBatch() -> LineBatch {
        var batch = LineBatch()
        batch.lines.reserveCapacity(size)
        batch.texts.reserveCapacity(texts: size * 12, bytes: size * 300)
        return batch
    }
}

/// What reading one file came to.
struct FileReading {
    let path: String
    var digest = ""
    var byteCount = 0
    /// Lines delivered and rejected; blank ones do not count.
    var lines = 0
    var rejected: RejectedLines
    /// What stopped the reading before the end.
    var failure: IntakeError?

    init(path: String, limits: IntakeLimits) {
        self.path = path
        rejected = RejectedLines(limits: limits)
    }
}
