package io.parlance.journal;

import io.parlance.journal.JournalException.Reason;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// The one table from SQLite's result codes (sqlite.org/rescode.html) to what the journal says.
///
/// @param file the journal's file, named in every message
record Faults(Path file) {
    JournalException of(Throwable cause) {
        return switch (cause) {
            case JournalException known -> known;
            case SQLiteException e -> sqlite(e);
            case IOException e ->
                    new JournalException(
                            Reason.IO,
                            "The journal's folder %s cannot be used: %s. Check that it exists and may be written."
                                    .formatted(file.getParent(), e),
                            e);
            default -> internal(cause);
        };
    }

    /// Whether the fault lies in the disk, not in what was written: then it may pass.
    static boolean ofDisk(Throwable cause) {
        if (!(cause instanceof SQLException e)) {
            return false;
        }
        return switch (primary(e.getErrorCode())) {
            case SQLITE_FULL,
                    SQLITE_IOERR,
                    SQLITE_READONLY,
                    SQLITE_CANTOPEN,
                    SQLITE_BUSY,
                    SQLITE_NOMEM ->
                    true;
            default -> false;
        };
    }

    private JournalException sqlite(SQLiteException e) {
        return switch (primary(e.getErrorCode())) {
            case SQLITE_FULL ->
                    new JournalException(
                            Reason.DISK_FULL,
                            "No space is left for the journal %s. Free some; it goes on by itself."
                                    .formatted(file),
                            e);
            case SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                    new JournalException(
                            Reason.IO,
                            "The journal %s cannot be read or written (%s). Check the disk and the file's permissions."
                                    .formatted(file, e.getResultCode()),
                            e);
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(String.valueOf(e.getResultCode()), e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    new JournalException(
                            Reason.LOCKED,
                            "Another program holds the journal %s locked. Close it; only reading it is safe meanwhile."
                                    .formatted(file),
                            e);
            default -> internal(e);
        };
    }

    JournalException damaged(String what, Throwable cause) {
        return new JournalException(
                Reason.DAMAGED,
                ("The journal %s is damaged (%s). Put back a backup, or move it and its -wal and"
                                + " -shm files away to start with an empty one.")
                        .formatted(file, what),
                cause);
    }

    private JournalException internal(Throwable cause) {
        return new JournalException(
                Reason.INTERNAL,
                "The journal %s could not do what it was asked: %s. This is a fault of the gateway: report it."
                        .formatted(file, cause),
                cause);
    }

    /// An extended result code holds the primary one in its low byte.
    private static SQLiteErrorCode primary(int code) {
        return SQLiteErrorCode.getErrorCode(code & 0xFF);
    }
}
