internal import CSimdJSON

/// The field names of one kind of record; a name's slot is its group's position. Immutable once built, and kept for the
/// life of the process.
final class FieldTable: @unchecked Sendable {
    let names: OpaquePointer
    let slotCount: Int

    /// `groups[slot]` lists the spellings of one field.
    init(_ groups: [[String]]) {
        guard let names = csj_fields_create() else { preconditionFailure("out of memory") }
        for (slot, spellings) in groups.enumerated() {
            for name in spellings {
                let added = csj_fields_add(names, name, name.utf8.count, UInt32(slot))
                precondition(added, "too many or too long field names")
            }
        }
        self.names = names
        slotCount = groups.count
    }

    deinit { csj_fields_destroy(names) }

    /// The slot of a name in any case, as a CSV header has it.
    func slot(of name: UnsafeRawBufferPointer) -> Int? {
        guard let base = name.baseAddress else { return nil }
        let slot = csj_fields_find(names, base.assumingMemoryBound(to: UInt8.self), name.count)
        return slot < 0 ? nil : Int(slot)
    }

    /// The fields of billed lines.
    static let lines = FieldTable(LineField.allCases.map(\.names))
}
