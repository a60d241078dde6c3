import BillingModel

/// Which customer's account a record belongs to, by every id that could lead there.
///
/// The order book is read first: each of its order, alternate and subscription ids leads to the customer who ordered. A
/// line goes to the customer whom its ids lead to, else to its own. Where ids of one record lead to two customers who
/// both have orders, the two are matched as one account, so that no rung of the ladder looks into the wrong book.
///
/// Ids are kept as 64-bit hashes (16 bytes an id in all): two ids that share a hash would only join two accounts, never
/// match a line, since matching compares the texts themselves.
struct AccountDirectory {
    /// Position of a customer; `0` is the customer that was not named.
    typealias CustomerNumber = UInt32

    private var customers = HashTable()
    private var homes = HashTable()
    /// Union-find over customers who must be matched together.
    private var parents: [CustomerNumber] = [0]
    private var hasOrders: [Bool] = [false]
    /// Some customers are linked, so that records must be gathered over partitions.
    private(set) var hasLinks = false

    private enum Space: UInt64 {
        /// Order ids and alternate ids: the two columns are not used consistently.
        case order = 0x6F72_6465_72
        case subscription = 0x7375_6273
        case customer = 0x6375_7374
    }

    /// The accounts of a batch of order rows; learns their ids.
    mutating func homes(of batch: OrderBatch) -> [CustomerNumber] {
        batch.texts.withContents { texts in
            batch.rows.map { row in
                let customer = customer(texts[row[.customerID]])
                hasOrders[Int(customer)] = true
                learn(.order, texts[row[.orderID]], customer)
                learn(.order, texts[row[.alternateID]], customer)
                learn(.subscription, texts[row[.subscriptionID]], customer)
                return customer
            }
        }
    }

    /// The accounts of a batch of billed lines.
    mutating func homes(of batch: LineBatch) -> [CustomerNumber] {
        batch.texts.withContents { texts in
            // The table is larger than the caches: look every key's place up first, so that the misses overlap.
            var keys: [UInt64] = []
            keys.reserveCapacity(batch.lines.count * 2)
            for line in batch.lines {
                keys.append(key(.order, texts[line[.orderID]]))
                keys.append(key(.subscription, texts[line[.subscriptionID]]))
            }
            homes.touch(keys)
            return batch.lines.indices.map { index in
                place(batch.lines[index], texts, order: keys[index * 2], subscription: keys[index * 2 + 1])
            }
        }
    }

    private mutating func place(
        _ line: LineItem, _ texts: TextPool.Contents, order: UInt64, subscription: UInt64
    ) -> CustomerNumber {
        let own = customer(texts[line[.customerID]])
        var home: CustomerNumber?
        if !line[.orderID].isEmpty { visit(order, &home) }
        // An order that is known by its id is not looked for by its alternate id.
        if home == nil, !line[.alternateID].isEmpty { visit(key(.order, texts[line[.alternateID]]), &home) }
        if !line[.subscriptionID].isEmpty { visit(subscription, &home) }
        if !line[.legacySubscriptionGUID].isEmpty {
            visit(key(.subscription, texts[line[.legacySubscriptionGUID]]), &home)
        }
        guard let home else { return own }
        if own != home, own != 0, hasOrders[Int(own)] { link(own, home) }
        return home
    }

    /// The customer that stands for all that are linked with this one.
    func representative(_ customer: CustomerNumber) -> CustomerNumber {
        var root = customer
        while parents[Int(root)] != root { root = parents[Int(root)] }
        return root
    }

    /// Whether the customer is matched together with another.
    func isLinked(_ customer: CustomerNumber) -> Bool {
        hasLinks && (parents[Int(customer)] != customer || roots.contains(customer))
    }

    private var roots: Set<CustomerNumber> = []

    private mutating func customer(_ id: UnsafeRawBufferPointer) -> CustomerNumber {
        if id.isEmpty { return 0 }
        let next = CustomerNumber(parents.count)
        let number = customers.insert(key(.customer, id), next)
        if number == next {
            parents.append(next)
            hasOrders.append(false)
        }
        return number
    }

    private mutating func learn(_ space: Space, _ id: UnsafeRawBufferPointer, _ customer: CustomerNumber) {
        if id.isEmpty { return }
        let known = homes.insert(key(space, id), customer)
        if known != customer { link(known, customer) }
    }

    private mutating func visit(_ key: UInt64, _ home: inout CustomerNumber?) {
        guard let found = homes.find(key) else { return }
        if let first = home {
            if first != found { link(first, found) }
        } else {
            home = found
        }
    }

    private mutating func link(_ a: CustomerNumber, _ b: CustomerNumber) {
        let (left, right) = (representative(a), representative(b))
        if left == right { return }
        parents[Int(max(left, right))] = min(left, right)
        roots.insert(min(left, right))
        hasLinks = true
    }

    private func key(_ space: Space, _ id: UnsafeRawBufferPointer) -> UInt64 {
        let hash = TextHash.hash(id) ^ space.rawValue &* 0x9E37_79B9_7F4A_7C15
        return hash == 0 ? 1 : hash
    }
}

/// 64-bit keys to 32-bit values, open addressing; `0` marks a free place.
struct HashTable {
    private var keys: [UInt64] = Array(repeating: 0, count: 1024)
    private var values: [UInt32] = Array(repeating: 0, count: 1024)
    private(set) var count = 0

    func find(_ key: UInt64) -> UInt32? {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: key ^ key >> 32) & mask
        while keys[slot] != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Brings the places of keys into the caches.
    func touch(_ wanted: [UInt64]) {
        let mask = keys.count - 1
        var seen: UInt64 = 0
        for key in wanted { seen |= keys[Int(truncatingIfNeeded: key ^ key >> 32) & mask] }
        withExtendedLifetime(seen) {}  // a use, so that the reads are made
    }

    /// The value that the key has, the given one when it had none.
    mutating func insert(_ key: UInt64, _ value: UInt32) -> UInt32 {
        if count * 4 >= keys.count * 3 { grow() }
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: key ^ key >> 32) & mask
        while keys[slot] != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & mask
        }
        keys[slot] = key
        values[slot] = value
        count += 1
        return value
    }

    private mutating func grow() {
        let (oldKeys, oldValues) = (keys, values)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        values = Array(repeating: 0, count: oldKeys.count * 2)
        let mask = keys.count - 1
        for index in oldKeys.indices where oldKeys[index] != 0 {
            var slot = Int(truncatingIfNeeded: oldKeys[index] ^ oldKeys[index] >> 32) & mask
            while keys[slot] != 0 { slot = (slot + 1) & mask }
            keys[slot] = oldKeys[index]
            values[slot] = oldValues[index]
        }
    }
}
