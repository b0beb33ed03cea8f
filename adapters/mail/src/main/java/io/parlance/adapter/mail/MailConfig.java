package io.parlance.adapter.mail;

import io.parlance.spi.ConfigException;
import io.parlance.spi.Secret;
import io.parlance.spi.Settings;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The `networks.<name>` part of the configuration for mail.
///
/// @param domain the gateway's own mail domain, all of whose addresses reach the mailbox
/// @param imap where mail comes from
/// @param folder the mailbox folder that is read
/// @param idle how long one IDLE lasts before it is renewed; at most 29 minutes (RFC 2177)
/// @param poll how often to look where the server has no IDLE
/// @param after what becomes of a mail that was taken
/// @param smtp where mail goes to
/// @param trustedAuthserv the authserv-id (RFC 8601) whose Authentication-Results are believed
/// @param untrusted what becomes of a sender that nobody vouches for
/// @param maxAttachment the largest file that is kept, in bytes
/// @param maxMessage the largest mail that is fetched at all, in bytes
/// @param rooms rooms with members from the configuration
/// @param ca a PEM file of certificates to trust instead of the platform's, or null
record MailConfig(
        String domain,
        Server imap,
        String folder,
        Duration idle,
        Duration poll,
        After after,
        Server smtp,
        @Nullable String trustedAuthserv,
        Untrusted untrusted,
        int maxAttachment,
        int maxMessage,
        List<RoomConfig> rooms,
        @Nullable Path ca) {
    private static final int MIB = 1024 * 1024;

    /// How a connection is protected.
    enum Tls {
        /// Not at all.
        NONE,
        /// Upgraded before anything else is said (RFC 3207, RFC 9051 §6.2.1); never without.
        STARTTLS,
        /// From the first byte (RFC 8314).
        TLS
    }

    /// What becomes of a mail in the mailbox once it was taken.
    enum After {
        /// Nothing.
        KEEP,
        /// It is marked as seen.
        SEEN,
        /// It is deleted.
        DELETE
    }

    /// What becomes of a sender that nobody vouches for.
    enum Untrusted {
        /// The mail is refused.
        REJECT,
        /// The name shows it.
        MARK,
        /// Nothing.
        ACCEPT
    }

    /// A server and how to log in there.
    ///
    /// @param user the account, or null to send without logging in
    record Server(String host, int port, Tls tls, @Nullable String user, Secret password) {}

    /// A room and the people who are in it from the start.
    record RoomConfig(String name, List<String> members) {}

    /// Reads and checks the settings.
    static MailConfig read(Settings settings) throws ConfigException {
        String domain = settings.text("domain").strip().toLowerCase(Locale.ROOT);
        if (!domain.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
            throw settings.fault(
                    "domain", "'" + domain + "' is no mail domain such as gw.example.org");
        }
        Settings imap = settings.section("imap");
        Settings smtp = settings.section("smtp");
        String authserv = settings.text("trusted_authserv", "").strip();
        MailConfig config =
                new MailConfig(
                        domain,
                        server(imap, 143, 993, true),
                        imap.text("folder", "INBOX"),
                        bounded(imap, "idle", Duration.ofMinutes(4), Duration.ofMinutes(29)),
                        bounded(imap, "poll", Duration.ofSeconds(15), Duration.ofHours(1)),
                        choice(settings, "after", After.SEEN),
                        server(smtp, 587, 465, false),
                        authserv.isEmpty() ? null : authserv,
                        choice(settings, "untrusted", Untrusted.MARK),
                        settings.number("max_attachment", 10 * MIB, 0, 100 * MIB),
                        settings.number("max_message", 32 * MIB, MIB / 4, 200 * MIB),
                        rooms(settings, domain),
                        ca(settings));
        imap.done();
        smtp.done();
        settings.done();
        return config;
    }

    private static Server server(Settings section, int plain, int tlsPort, boolean login)
            throws ConfigException {
        Tls tls = choice(section, "tls", Tls.STARTTLS);
        String user = login ? section.text("user") : section.text("user", "").strip();
        return new Server(
                section.text("host"),
                section.port("port", tls == Tls.TLS ? tlsPort : plain),
                tls,
                user.isEmpty() ? null : user,
                user.isEmpty()
                        ? new Secret(section.text("password", ""))
                        : section.secret("password"));
    }

    private static Duration bounded(Settings section, String key, Duration usual, Duration longest)
            throws ConfigException {
        Duration value = section.duration(key, usual);
        if (value.compareTo(Duration.ofMillis(100)) < 0 || value.compareTo(longest) > 0) {
            throw section.fault(key, "is from 100ms to " + longest.toMinutes() + "m");
        }
        return value;
    }

    private static <E extends Enum<E>> E choice(Settings section, String key, E usual)
            throws ConfigException {
        String word = section.text(key, usual.name()).strip();
        List<String> known = new ArrayList<>();
        for (E choice : usual.getDeclaringClass().getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(word)) {
                return choice;
            }
            known.add(choice.name().toLowerCase(Locale.ROOT));
        }
        throw section.fault(key, "'" + word + "' is none of " + String.join(", ", known));
    }

    private static List<RoomConfig> rooms(Settings settings, String domain) throws ConfigException {
        List<RoomConfig> rooms = new ArrayList<>();
        for (Settings section : settings.sections("rooms")) {
            String name = section.text("name").strip().toLowerCase(Locale.ROOT);
            String local = name.endsWith("@" + domain) ? MailAddresses.local(name) : name;
            if (!local.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
                throw section.fault("name", "'" + name + "' is no room name such as lobby");
            }
            rooms.add(new RoomConfig(local, section.texts("members")));
            section.done();
        }
        return List.copyOf(rooms);
    }

    private static @Nullable Path ca(Settings settings) throws ConfigException {
        String file = settings.text("ca", "").strip();
        if (file.isEmpty()) {
            return null;
        }
        try {
            Path path = Path.of(file);
            if (Files.isReadable(path)) {
                return path;
            }
        } catch (InvalidPathException _) {
            // Told below, in the same words as a file that is not there.
        }
        throw settings.fault(
                "ca", "'" + file + "' cannot be read; name a PEM file of certificates");
    }
}
