internal import CSimdJSON

/// The envelope of the API's list answers: `items` and, when another page follows, `links.next` or a
/// `continuationToken` (billing API 2.3). A bare array and a single object are taken as items too; `totalCount` is
/// never believed.
struct CollectionEnvelope {
    private enum Field: Int, CaseIterable {
        case items, links, continuationToken, next, uri
    }

    private static let table = FieldTable([["items"], ["links"], ["continuationToken"], ["next"], ["uri"]])

    /// Position of the array of items; `nil` when the root itself is the only item.
    private(set) var items: UInt32?
    /// Another page follows this one.
    private(set) var hasNext = false

    /// Looks at the document that the reader has loaded; `nil` when its root can hold no items.
    init?(_ reader: borrowing DocumentReader) {
        let root = reader.parser.value(at: 0)
        if root.kind == CSJ_ARRAY.rawValue {
            items = 0
            return
        }
        guard root.kind == CSJ_OBJECT.rawValue else { return nil }
        let slots = RecordSlots(CollectionEnvelope.table)
        defer { slots.deallocate() }
        func slot(_ field: Field) -> csj_slot { slots[field.rawValue] }
        func read(_ position: UInt32) -> Bool {
            reader.parser.readObject(at: position, CollectionEnvelope.table, into: slots) == CSJ_OK
        }
        guard read(0) else { return nil }
        if slot(.items).kind == CSJ_ARRAY.rawValue {
            items = slot(.items).position
        } else if slot(.items).isGiven {
            return nil
        }
        hasNext = slot(.continuationToken).kind == CSJ_STRING.rawValue && !slot(.continuationToken).text.isEmpty
        if slot(.links).kind == CSJ_OBJECT.rawValue, read(slot(.links).position) {
            // Where there are links they decide: the last page of a seek may still carry a token (billing API 2.3).
            hasNext =
                slot(.next).kind == CSJ_OBJECT.rawValue && read(slot(.next).position) && slot(.uri).isGiven
        }
    }

    /// Calls `body` with the position of each item and its number, counted from 1.
    func forEachItem<Failure: Error>(
        _ reader: borrowing DocumentReader, _ body: (UInt32, Int) throws(Failure) -> Void
    ) throws(Failure) {
        guard let items else {
            try body(0, 1)
            return
        }
        var number = 0
        try reader.parser.forEachElement(of: items) { (position) throws(Failure) in
            number += 1
            try body(position, number)
        }
    }
}
