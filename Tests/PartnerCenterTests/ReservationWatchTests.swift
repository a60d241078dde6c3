import PartnerCenter
import Testing

@Suite("Customers that lines charge for reservations")
struct ReservationWatchTests {
    private static let lines = [
        #"{"CustomerId":"AAAA-1","ReservationOrderId":""}"#, #"{"CustomerId":"bbbb-2","ReservationOrderId":"r-1"}"#,
        #"{"ReservationOrderId": "r-2", "Name":"CustomerId", "CustomerId": "org:CCCC-3"}"#,
        #"{"CustomerId":"dddd-4","ReservationOrderId":null}"#, #"{"CustomerId":"eeee-5"}"#,
        #"{"customerId":"ffff-6","reservationOrderId":"r-3"}"#,
    ]
    private static let expected: Set<String> = ["bbbb-2", "cccc-3", "ffff-6"]

    @Test("are found however the lines are cut into pieces, with and without a last line's end", arguments: 1...64)
    func pieces(_ size: Int) {
        for end in ["", "\n"] {
            var watch = ReservationWatch()
            let bytes = Array((ReservationWatchTests.lines.joined(separator: "\n") + end).utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { watch.take($0) }
            }
            watch.finish()
            #expect(watch.customers == ReservationWatchTests.expected)
        }
    }

    @Test("are found on a page of version 1, which may be one line")
    func page() throws {
        var watch = ReservationWatch()
        try watch.take(page: Array("{\"items\":[\(ReservationWatchTests.lines.joined(separator: ","))]}".utf8))
        #expect(watch.customers == ReservationWatchTests.expected)
    }

    @Test("a line beyond all measure is passed over and costs no memory")
    func endless() {
        var watch = ReservationWatch()
        let piece = Array(repeating: UInt8(ascii: "x"), count: 300_000)
        for _ in 0..<10 { piece.withUnsafeBytes { watch.take($0) } }
        Array(("\n" + ReservationWatchTests.lines[1] + "\n").utf8).withUnsafeBytes { watch.take($0) }
        #expect(watch.customers == ["bbbb-2"])
    }
}
