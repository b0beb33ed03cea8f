package io.parlance.journal;

import io.parlance.journal.JournalException.Reason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Holds a data folder for one process. The operating system releases it with the process, so a
/// kill leaves nothing to clean up. The file names the holder while it is held and is emptied by a
/// clean end, which tells the next one whether there was one.
final class FolderLock {
    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

    /// POSIX releases a process's lock on a file when *any* of its handles on the file is closed: a
    /// second holder in this process must be refused before it opens the file.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel file;
    private final boolean endedCleanly;

    private FolderLock(Path folder, FileChannel file, boolean endedCleanly) {
        this.folder = folder;
        this.file = file;
        this.endedCleanly = endedCleanly;
    }

    /// @throws JournalException if another gateway holds it
    static FolderLock hold(Path dataFolder) throws IOException {
        Path folder = dataFolder.toRealPath();
        if (!HELD_HERE.add(folder)) {
            throw held(folder, "pid " + ProcessHandle.current().pid());
        }
        try {
            return lock(folder);
        } catch (IOException | JournalException e) {
            HELD_HERE.remove(folder);
            throw e;
        }
    }

    private static FolderLock lock(Path folder) throws IOException {
        Path path = folder.resolve("journal.lock");
        FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            String holder = read(file);
            if (lock == null) {
                throw held(folder, holder.isEmpty() ? "a process that just started" : holder);
            }
            write(file, "pid " + ProcessHandle.current().pid());
            return new FolderLock(folder, file, holder.isEmpty());
        } catch (IOException | JournalException e) {
            file.close();
            throw e;
        }
    }

    /// Whether the last holder released it, or there was none.
    boolean endedCleanly() {
        return endedCleanly;
    }

    /// Releases it after a clean end.
    void release() {
        release("");
    }

    /// Releases it as it was found: whoever comes next must look at the same mess.
    void giveBack() {
        release(endedCleanly ? "" : "an ended process");
    }

    private void release(String text) {
        try (file) {
            write(file, text);
        } catch (IOException e) {
            LOG.error("The lock of {} could not be released", folder, e);
        } finally {
            HELD_HERE.remove(folder);
        }
    }

    /// Through the same handle: to close another one on the file would release the lock.
    private static String read(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        file.read(bytes, 0);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
    }

    private static void write(FileChannel file, String text) throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static JournalException held(Path folder, String holder) {
        return new JournalException(
                Reason.LOCKED,
                "Another gateway (%s) uses the data folder %s. Stop it, or give this one a folder of its own."
                        .formatted(holder, folder));
    }
}
