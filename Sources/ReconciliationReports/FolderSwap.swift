internal import Glibc

/// Puts one folder in the place of another.
package enum FolderSwap {
    /// Puts `new` in the place of `old`, which afterwards stands where `new` was, or at `aside` when the file system
    /// cannot exchange two names.
    static func replace(_ old: String, with new: String, leaving aside: String) throws(ReportError) {
        if try FolderTree.entry(at: old) == .nothing { return try rename(new, to: old) }
        guard let exchange else { return try replaceInTwoSteps(old, with: new, leaving: aside) }
        if exchange(AT_FDCWD, new, AT_FDCWD, old, renameExchange) == 0 { return }
        // EINVAL, ENOSYS: a file system or kernel without exchange, such as NFS.
        guard errno == EINVAL || errno == ENOSYS else { throw ReportError(path: old, reason: SystemError.text()) }
        try replaceInTwoSteps(old, with: new, leaving: aside)
    }

    /// The same with two renames. A crash between them leaves no folder of that name; the run that is repeated writes
    /// it anew.
    package static func replaceInTwoSteps(_ old: String, with new: String, leaving aside: String) throws(ReportError) {
        try rename(old, to: aside)
        try rename(new, to: old)
    }

    static func rename(_ from: String, to target: String) throws(ReportError) {
        if Glibc.rename(from, target) != 0 { throw ReportError(path: target, reason: SystemError.text()) }
    }

    private typealias Exchange =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

    /// `renameat2`, a GNU extension that Swift's view of the C library hides; `nil` where the library has none.
    private static let exchange: Exchange? = dlsym(dlopen(nil, RTLD_NOW), "renameat2").map {
        unsafeBitCast($0, to: Exchange.self)
    }

    /// `RENAME_EXCHANGE` of `<linux/fs.h>`.
    private static let renameExchange: UInt32 = 1 << 1
}
