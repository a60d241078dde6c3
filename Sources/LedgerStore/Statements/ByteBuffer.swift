/// Bytes of one row, laid side by side in memory that stays with the buffer from row to row.
///
/// Pointers into it hold until the next `append`, which may move the memory.
struct ByteBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { base.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    @inline(__always)
    subscript(range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[range])
    }

    mutating func removeAll() { count = 0 }

    /// Makes room for `additional` more bytes.
    @inline(__always)
    mutating func reserve(_ additional: Int) {
        if capacity - count < additional { grow(additional) }
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        if let source = bytes.baseAddress { (base + count).copyMemory(from: source, byteCount: bytes.count) }
        count += bytes.count
    }

    /// Little-endian.
    @inline(__always)
    mutating func append<Integer: FixedWidthInteger>(_ value: Integer) {
        reserve(MemoryLayout<Integer>.size)
        (base + count).storeBytes(of: value.littleEndian, as: Integer.self)
        count += MemoryLayout<Integer>.size
    }

    /// Little-endian, over bytes that are there.
    mutating func overwrite(_ value: UInt32, at offset: Int) {
        precondition(offset + 4 <= count)
        (base + offset).storeBytes(of: value.littleEndian, as: UInt32.self)
    }

    /// Appends `length` bytes of any content and returns them to be written over.
    @inline(__always)
    mutating func appendSpace(_ length: Int) -> UnsafeMutableRawBufferPointer {
        reserve(length)
        let space = UnsafeMutableRawBufferPointer(start: base + count, count: length)
        count += length
        return space
    }

    private mutating func grow(_ additional: Int) {
        let larger = max(capacity * 2, count + additional)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        moved.copyMemory(from: base, byteCount: count)
        base.deallocate()
        (base, capacity) = (moved, larger)
    }
}
