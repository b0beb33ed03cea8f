package io.parlance.adapter.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Mails from files and from text, read as the adapter reads them.
final class Mails {
    static final MailAddresses SPACE =
            new MailAddresses(Surroundings.MAIL, "gw.test", new Surroundings());
    static final MailReader READER = new MailReader(SPACE, "gateway@gw.test");

    private Mails() {}

    static byte[] file(String name) {
        try (InputStream in = Mails.class.getResourceAsStream("/mail/" + name)) {
            if (in == null) {
                throw new AssertionError("no file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Letter letter(byte[] raw) {
        try {
            return READER.read(raw);
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    static Letter letter(String mail) {
        return letter(mail.getBytes(StandardCharsets.UTF_8));
    }

    /// A header of one-line fields.
    static Headers headers(String... lines) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (String line : lines) {
            String[] field = line.split(": ", 2);
            fields.merge(
                    field[0].toLowerCase(Locale.ROOT),
                    List.of(field[1]),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
        return new Headers(fields);
    }
}
