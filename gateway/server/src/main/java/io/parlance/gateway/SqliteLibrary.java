package io.parlance.gateway;

import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// SQLite's native library, unpacked once for all starts.
///
/// COMPAT: sqlite-jdbc 3.54 else unpacks it at each start to the system's temporary files and
/// compares it byte by byte, which takes a tenth of a second, and a killed process leaves a
/// megabyte behind.
///
/// @param folder where it is kept
record SqliteLibrary(Path folder) {
    private static final String FOLDER_PROPERTY = "org.sqlite.lib.path";

    /// Has sqlite-jdbc load it from here, unless the operator named a place.
    ///
    /// @throws IOException if it cannot be unpacked
    void use() throws IOException {
        if (System.getProperty(FOLDER_PROPERTY) == null) {
            System.setProperty(FOLDER_PROPERTY, unpacked().toString());
        }
    }

    /// The folder of this very version.
    private Path unpacked() throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path version = Files.createDirectories(folder.resolve(SQLiteJDBCLoader.getVersion()));
        Path file = version.resolve(name);
        URLConnection packed = packed(name).openConnection();
        if (!Files.exists(file) || Files.size(file) != packed.getContentLengthLong()) {
            Path part = Files.createTempFile(version, name, ".part");
            try (InputStream in = packed.getInputStream()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return version;
    }

    private static URL packed(String name) throws IOException {
        String path = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        URL url = SQLiteJDBCLoader.class.getResource(path);
        if (url == null) {
            throw new FileNotFoundException("no SQLite for this system: " + path);
        }
        return url;
    }
}
