package import BillingModel

/// Where billed lines go as they are read.
package protocol LineSink {
    /// Takes some 2,000 lines with their texts, in reading order: invoices by id, then form, then file, then line.
    /// Lines of daily rated usage come the same way, told apart by their form. What it throws stops the reading.
    mutating func take(_ batch: consuming LineBatch) throws
}
