private import CSQLite
import Declarations
import Foundation
package import Output

/// A database file being written, by SQLite's C library.
///
/// One transaction and no journal: the file is of use only when it is whole. The same statements give the same bytes under the same
/// version of the library.
package final class Database {
    private let path: String
    private let handle: OpaquePointer

    /// - Parameter path: of an empty file.
    package init(_ path: String) throws(OutputError) {
        var handle: OpaquePointer?
        let result = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil)
        guard let handle else { throw .cannotWrite(path: path, reason: Self.words(result)) }
        self.path = path
        self.handle = handle
        guard result == SQLITE_OK else { throw failure() }
        try run("PRAGMA journal_mode = OFF")
        try run("PRAGMA synchronous = OFF")
        try run("BEGIN")
    }

    deinit { sqlite3_close_v2(handle) }

    /// Carries out a statement that gives nothing.
    package func run(_ sql: String) throws(OutputError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    /// A statement that puts a row into a table.
    package func insertion(into table: String, columns: Int) throws(OutputError) -> Insertion {
        var statement: OpaquePointer?
        let marks = repeatElement("?", count: columns).joined(separator: ", ")
        let sql = "INSERT INTO \(Self.quoted(table)) VALUES (\(marks))"
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw failure()
        }
        return Insertion(database: self, statement: statement)
    }

    /// Ends the transaction; the file is then whole.
    package func commit() throws(OutputError) { try run("COMMIT") }

    /// A name as SQL takes it, whatever it holds.
    package static func quoted(_ name: String) -> String {
        "\"" + name.doubling("\"") + "\""
    }

    fileprivate func failure() -> OutputError {
        .cannotWrite(path: path, reason: String(cString: sqlite3_errmsg(handle)))
    }

    private static func words(_ code: Int32) -> String { String(cString: sqlite3_errstr(code)) }

    /// A prepared statement, which is run once for each row.
    package struct Insertion: ~Copyable {
        fileprivate let database: Database
        fileprivate let statement: OpaquePointer

        deinit { sqlite3_finalize(statement) }

        func run(_ row: [ResultTable.Value]) throws(OutputError) {
            for (index, value) in row.enumerated() {
                let column = Int32(index + 1)
                let result =
                    switch value {
                    case .missing: sqlite3_bind_null(statement, column)
                    case .whole(let number): sqlite3_bind_int64(statement, column, number)
                    case .number(let number): sqlite3_bind_double(statement, column, number)
                    case .text(let text):
                        equipoise_bind_text(statement, column, text, Int32(text.utf8.count))
                    }
                guard result == SQLITE_OK else { throw database.failure() }
            }
            guard sqlite3_step(statement) == SQLITE_DONE, sqlite3_reset(statement) == SQLITE_OK else {
                throw database.failure()
            }
        }
    }
}
