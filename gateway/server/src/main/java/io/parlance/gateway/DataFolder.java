package io.parlance.gateway;

import io.parlance.gateway.StartFailure.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/// The folder that holds everything that must be kept, readable by the gateway's user alone.
public final class DataFolder implements AutoCloseable {
    private static final long LEAST_SPACE = 16L * 1024 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;

    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Opens the folder, and makes it if need be.
    ///
    /// @throws StartFailure if it cannot be made or written, or the disk is full
    static DataFolder open(Path path) throws StartFailure {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                only(path, "rwx------");
            }
            Path probe = Files.createTempFile(path, "probe", "");
            Files.writeString(probe, "x".repeat(4096), StandardOpenOption.SYNC);
            Files.delete(probe);
            String full = full(path);
            if (!full.isEmpty()) {
                throw failure(path, full + ".", null);
            }
            return new DataFolder(path, locked(path));
        } catch (AccessDeniedException e) {
            throw failure(
                    path,
                    "this user may not write there. Change its owner, or name another folder in"
                            + " `gateway.data`.",
                    e);
        } catch (FileAlreadyExistsException e) {
            throw failure(path, "it is a file. Name a folder in `gateway.data`.", e);
        } catch (FileSystemException e) {
            throw failure(path, e.getReason() + ". Make room or name another folder.", e);
        } catch (IOException e) {
            throw failure(path, e + ". Make room or name another folder in `gateway.data`.", e);
        }
    }

    /// That its disk has no room, in words; empty if it has.
    ///
    /// @throws IOException if the folder is not there
    public static String full(Path path) throws IOException {
        long space = Files.getFileStore(path).getUsableSpace();
        return space < LEAST_SPACE
                ? "the disk is full: only " + space / 1024 + " KiB are free"
                : "";
    }

    /// Held as long as the gateway runs, so that nothing is opened twice; a crash releases it.
    private static FileChannel locked(Path path) throws IOException, StartFailure {
        Path file = path.resolve("gateway.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // This very process has it: told below.
        }
        channel.close();
        throw failure(
                path,
                "another gateway uses it. Stop that one, or name another folder in `gateway.data`.",
                null);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /// Where it is.
    Path path() {
        return path;
    }

    /// The bearer token of the admin API, made at the first start.
    String adminToken() throws StartFailure {
        return secret("admin.token");
    }

    /// The key that links to files are signed with, made at the first start.
    String mediaKey() throws StartFailure {
        return secret("media.key");
    }

    private String secret(String name) throws StartFailure {
        Path file = path.resolve(name);
        try {
            if (Files.exists(file)) {
                String secret = Files.readString(file).strip();
                if (secret.length() >= 32) {
                    return secret;
                }
                throw failure(file, "it is no token. Delete it; a new one is made.", null);
            }
            byte[] bytes = new byte[24];
            RANDOM.nextBytes(bytes);
            String secret = HexFormat.of().formatHex(bytes);
            writeSecret(file, secret + "\n");
            return secret;
        } catch (IOException e) {
            throw failure(file, e + ". It must be readable and writable by this user.", e);
        }
    }

    /// Never, not even for a moment, readable by others.
    private static void writeSecret(Path file, String text) throws IOException {
        if (posix(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }

    /// Keeps SQLite's native library here, between starts.
    void prepareSqlite() throws StartFailure {
        try {
            new SqliteLibrary(path.resolve("native")).use();
        } catch (IOException e) {
            throw failure(path.resolve("native"), e + ".", e);
        }
    }

    /// Writes where the admin API listens, for the command line when the port was chosen freely.
    void announce(String url) throws IOException {
        Files.writeString(path.resolve("admin.url"), url + "\n");
    }

    private static void only(Path path, String permissions) throws IOException {
        if (posix(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static boolean posix(Path path) {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix");
    }

    private static StartFailure failure(Path path, String message, @Nullable Throwable cause) {
        return new StartFailure(
                Kind.DATA, "The data folder cannot be used: " + path + ": " + message, cause);
    }
}
