import Foundation
import Testing

/// What happens to the N-th call with which a process changes a file under a folder; `faults.c` does it.
struct Fault: Sendable, CustomStringConvertible {
    enum Kind: String, Sendable {
        /// The process is killed before the call.
        case kill
        /// Half of a write reaches the disk, then the process is killed.
        case tear
        case terminate = "TERM"
        case interrupt = "INT"
        /// SIGTERM, and the call does not come back for a minute.
        case stall
        case noSpace = "28"
        case tooManyFiles = "24"
        case inputOutput = "5"
        case accessDenied = "13"
    }

    var kind: Kind
    /// From 1 on; 0 for no call at all.
    var call: Int
    /// All later calls fail as well.
    var stays = false
    /// Reads and openings for reading are calls too.
    var countsReads = false
    /// Only calls under this folder of the night count, which other threads' calls would make differ from run to run.
    var place = ""

    var description: String { "\(kind) at call \(call)\(stays ? " and after" : "")" }

    func environment(under folder: String, log: String? = nil) throws -> [String: String] {
        var values = ["LD_PRELOAD": try Fault.shim.get(), "FAULT_ROOT": folder + place]
        values["FAULT_AT"] = String(call)
        values["FAULT_KIND"] = kind.rawValue
        if stays { values["FAULT_STAYS"] = "1" }
        if countsReads { values["FAULT_READS"] = "1" }
        values["FAULT_LOG"] = log
        return values
    }

    /// Compiled once per run of the tests, by the compiler that comes with Swift.
    private static let shim = Result {
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("faults.c").path
        let target = FileManager.default.temporaryDirectory.path + "/tieout-faults-\(getpid()).so"
        let compiler = try #require(Program.find("clang") ?? Program.find("cc"), "no C compiler on the PATH")
        let built = try Program(compiler).run(["-shared", "-fPIC", "-O1", "-o", target, source, "-ldl"])
        try #require(built.status == 0, "\(built.errors)")
        // Used until the last test is over.
        atexit { unlink(FileManager.default.temporaryDirectory.path + "/tieout-faults-\(getpid()).so") }
        return target
    }
}

/// Which calls of a night are tried: every one when `TIEOUT_LONG_TESTS` is 1, otherwise a sample that has one of each
/// kind of call on each kind of file.
enum FaultPoints {
    static var isLong: Bool { ProcessInfo.processInfo.environment["TIEOUT_LONG_TESTS"] == "1" }

    /// - Parameter log: A line per call, `name path`.
    static func choose(from log: [String], atMost count: Int, seed: UInt64) -> [Int] {
        if isLong { return Array(1...max(1, log.count)) }
        var random = SeededNumbers(seed: seed)
        var chosen: Set<Int> = [log.count]
        var seen: Set<String> = []
        for (index, line) in log.enumerated().shuffled(using: &random) where seen.insert(line).inserted {
            if chosen.count < count { chosen.insert(index + 1) }
        }
        return chosen.sorted()
    }
}

/// Numbers that are the same everywhere (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
