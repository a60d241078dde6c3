internal import GRDB
internal import GRDBSQLite

/// What stops the ledger. Nothing of the run at hand is kept once one of these was thrown.
package enum LedgerError: Error, Equatable {
    /// Another process, or another run in this one, holds the lock (exit status 4).
    case heldByAnother(path: String)
    /// The file or its folder cannot be created, read or written.
    case unwritable(path: String, reason: String)
    /// There is no such file, and it was not to be created.
    case missing(path: String)
    /// There is a file, but it is no SQLite database or the database of another program.
    case notALedger(path: String, reason: String)
    /// The file is there and may not be read.
    case unreadableFile(path: String, reason: String)
    /// An earlier version of tieout wrote the file, and it was opened for reading only.
    case olderSchema(path: String)
    /// A run died while it wrote, and the file was opened for reading only.
    case interrupted(path: String)
    /// A later version of tieout has migrated the file.
    case newerSchema(path: String)
    /// SQLite found the file damaged.
    case corrupt(path: String, reason: String)
    /// Another program holds a lock inside the database, such as an open `sqlite3` session.
    case busy(path: String)
    case diskFull(path: String)
    /// Any other failure of SQLite, in its words.
    case failed(path: String, reason: String)
    /// A stored value has not the form that this version writes.
    case unreadable(table: String, reason: String)
    /// A row names another row that is not there; found before the commit, so nothing was kept.
    case danglingReference(table: String)
    /// The caller posted a line for an invoice it had not registered.
    case unknownInvoice(position: Int)
    /// The caller came back to an invoice after posting lines of another one.
    case linesNotContiguous(invoiceID: String)
    /// The caller registered an invoice twice.
    case duplicateInvoice(id: String)
    /// Two findings of one night have the same id.
    case duplicateDiscrepancy(id: String)
    /// The run was committed or rolled back already, or has failed.
    case runEnded
}

extension LedgerError {
    /// Takes over whatever an access to the database threw.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as LedgerError: self = error
        case let fault as LedgerFault: self = .unreadable(table: fault.table, reason: fault.description)
        case let error as DatabaseError:
            self = LedgerError(
                resultCode: error.extendedResultCode.rawValue, message: error.message ?? error.description, path: path)
        default: self = .failed(path: path, reason: String(describing: error))
        }
    }

    /// Reads SQLite's result code.
    init(resultCode: Int32, message: String, path: String) {
        switch resultCode & 0xFF {
        case SQLITE_NOTADB: self = .notALedger(path: path, reason: message)
        // Its own statements fit its own schema: a column that is not there is one whose name was damaged.
        case SQLITE_CORRUPT, SQLITE_ERROR: self = .corrupt(path: path, reason: message)
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
        case SQLITE_FULL: self = .diskFull(path: path)
        case SQLITE_CANTOPEN:
            // SQLite does not say why the system refused.
            let hint = "look at the folder's permissions, the space left and the limit of open files"
            self = .unwritable(path: path, reason: "\(message); \(hint)")
        case SQLITE_READONLY, SQLITE_PERM: self = .unwritable(path: path, reason: message)
        case SQLITE_IOERR: self = .failed(path: path, reason: "\(message); look at the disk's space and health")
        default: self = .failed(path: path, reason: message)
        }
    }
}

extension LedgerError: CustomStringConvertible {
    /// One sentence for the person at the terminal.
    package var description: String {
        switch self {
        case .heldByAnother(let path): "another run holds the ledger \(path)"
        case .unwritable(let path, let reason): "the ledger \(path) cannot be written: \(reason)"
        case .missing(let path): "there is no ledger \(path): name another with --ledger, or let tieout run make it"
        case .notALedger(let path, let reason): "\(path) is not a ledger of tieout: \(reason)"
        case .unreadableFile(let path, let reason): "the ledger \(path) cannot be read: \(reason)"
        case .olderSchema(let path):
            "the ledger \(path) was written by an older tieout; the next tieout run brings it up to date"
        case .interrupted(let path):
            "a run was cut off while it wrote the ledger \(path); the next tieout run takes back what it left"
        case .newerSchema(let path): "the ledger \(path) was written by a newer tieout; use that version"
        case .corrupt(let path, let reason): "the ledger \(path) is damaged: \(reason)"
        case .busy(let path): "another program has the ledger \(path) open for writing"
        case .diskFull(let path): "no space left to write the ledger \(path)"
        case .failed(let path, let reason): "the ledger \(path) failed: \(reason)"
        case .unreadable(let table, let reason): "the ledger holds an unreadable value in \(table): \(reason)"
        case .danglingReference(let table): "a row of \(table) names a row that is not in the ledger"
        case .unknownInvoice(let position): "a line was posted for invoice number \(position) of an unregistered list"
        case .linesNotContiguous(let id): "the lines of invoice \(id) were posted in two places"
        case .duplicateInvoice(let id): "invoice \(id) was registered twice"
        case .duplicateDiscrepancy(let id): "two discrepancies have the id \(id)"
        case .runEnded: "the run has ended and takes no more rows"
        }
    }
}
