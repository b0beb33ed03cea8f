package io.parlance.adapter.mail;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.model.text.Href;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;
import io.parlance.spi.AdapterContext;
import io.parlance.text.Retelling;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who is spoken to or of in a mail: by a link to their mail address, by that address, or by `@`
/// and the name of somebody in the room. On the way out, a link to the mail address that stands for
/// them.
///
/// @param context for who is in which room, and how others spell addresses
/// @param addresses our spellings
record Mentions(AdapterContext context, MailAddresses addresses) {
    private static final String MAILTO = "mailto:";
    private static final int NAMES = 500;
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![^\\s(<,;@])@?([\\w.=+-]{1,200}@[\\w.-]{1,200}\\w)");

    /// The body with those marked who are spoken to.
    ///
    /// @param room where, or null between two people
    Body in(Body body, @Nullable Address room) {
        Map<String, String> names = room == null ? Map.of() : names(room);
        Pattern byName = byName(names);
        if (byName == null && body.rich() == null && !body.text().contains("@")) {
            return body;
        }
        AtomicBoolean found = new AtomicBoolean();
        var retelling = new Retelling(piece -> marked(piece, byName, names, found));
        try {
            RichText plain =
                    body.rich() == null && !body.text().isEmpty()
                            ? new RichText(List.of(RichText.lines(body.text())))
                            : body.rich();
            RichText told = plain == null ? null : retelling.of(plain);
            return found.get()
                    ? new Body(body.text(), body.attachments(), told, body.location())
                    : body;
        } catch (InvalidValue _) {
            // Too many pieces: the words say it, too.
            return body;
        }
    }

    /// The text with links to the mail addresses of those who are mentioned.
    @Nullable RichText out(@Nullable RichText text) {
        return text == null
                ? null
                : Retelling.ofMentions(mention -> linked(mention.uri(), mention.text())).of(text);
    }

    private @Nullable List<Inline> marked(
            Inline piece,
            @Nullable Pattern byName,
            Map<String, String> names,
            AtomicBoolean found) {
        if (piece instanceof Inline.Link link) {
            return link(link, found);
        }
        return piece instanceof Inline.Text(String text) && text.indexOf('@') >= 0
                ? text(text, byName, names, found)
                : null;
    }

    private Inline linked(String uri, String shown) {
        Inline words = new Inline.Text(shown);
        for (NetworkId network : context.networks().ids()) {
            Address person = read(network, uri);
            if (person != null) {
                boolean own = network.equals(context.network());
                String href = MAILTO + (own ? person.value() : addresses.ghost(person));
                return Href.allowed(href) ? new Inline.Link(href, List.of(words)) : words;
            }
        }
        return words;
    }

    /// Whom a URI names on a network, if it is one of that network's.
    private @Nullable Address read(NetworkId network, String uri) {
        try {
            Address person = context.networks().addresses(network).parse(uri);
            boolean same =
                    context.networks()
                            .addresses(network)
                            .uri(person)
                            .toString()
                            .equalsIgnoreCase(uri);
            return same && !person.isRoom() ? person : null;
        } catch (InvalidValue _) {
            return null;
        }
    }

    /// A link that is no mention stays as it is: what it shows is part of it.
    private List<Inline> link(Inline.Link link, AtomicBoolean found) {
        String href = link.href();
        if (!href.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
            return List.of(link);
        }
        String address = href.substring(MAILTO.length()).replaceFirst("\\?.*", "");
        StringBuilder shown = new StringBuilder();
        link.content().forEach(word -> shown.append(word instanceof Inline.Text(var t) ? t : ""));
        String uri = uri(address, shown.toString().startsWith("@"));
        if (uri == null || shown.isEmpty()) {
            return List.of(link);
        }
        found.set(true);
        return List.of(new Inline.Mention(uri, shown.toString()));
    }

    private List<Inline> text(
            String text, @Nullable Pattern byName, Map<String, String> names, AtomicBoolean found) {
        List<Inline> all = new ArrayList<>();
        Matcher address = ADDRESS.matcher(text);
        int at = 0;
        while (address.find()) {
            String uri = uri(address.group(1), false);
            if (uri != null) {
                named(text.substring(at, address.start()), byName, names, all, found);
                all.add(new Inline.Mention(uri, address.group()));
                found.set(true);
                at = address.end();
            }
        }
        named(text.substring(at), byName, names, all, found);
        return all;
    }

    private static void named(
            String text,
            @Nullable Pattern byName,
            Map<String, String> names,
            List<Inline> all,
            AtomicBoolean found) {
        int at = 0;
        if (byName != null) {
            Matcher name = byName.matcher(text);
            while (name.find()) {
                String uri = names.get(name.group(1).toLowerCase(Locale.ROOT));
                if (uri != null) {
                    all.add(new Inline.Text(text.substring(at, name.start())));
                    all.add(new Inline.Mention(uri, name.group()));
                    found.set(true);
                    at = name.end();
                }
            }
        }
        if (at < text.length()) {
            all.add(new Inline.Text(text.substring(at)));
        }
    }

    /// The URI of the person behind a mail address; of a mail person only if `own`, for most links
    /// to those are no mentions.
    private @Nullable String uri(String spelled, boolean own) {
        try {
            String address = addresses.canonical(spelled);
            Optional<Address> behind =
                    context.ghosts()
                            .origin(context.network(), address)
                            .or(() -> addresses.behind(address));
            if (behind.isPresent()) {
                return behind.get().isRoom() ? null : allowed(behind.get());
            }
            return own && !addresses.isOurs(address)
                    ? allowed(Address.person(context.network(), address))
                    : null;
        } catch (InvalidValue _) {
            return null;
        }
    }

    private @Nullable String allowed(Address person) {
        String uri = context.networks().addresses(person.network()).uri(person).toString();
        return Href.allowed(uri) ? uri : null;
    }

    /// The people in the room by their names in lower case; a name of two is nobody's.
    private Map<String, String> names(Address room) {
        Map<String, String> names = new HashMap<>();
        List<Participant> occupants = context.rooms().occupants(room);
        for (Participant one : occupants.subList(0, Math.min(NAMES, occupants.size()))) {
            String name = one.displayName();
            String uri = allowed(one.address());
            if (name != null && name.length() > 1 && uri != null) {
                names.merge(name.toLowerCase(Locale.ROOT), uri, (a, b) -> a.equals(b) ? a : "");
            }
        }
        names.values().removeIf(String::isEmpty);
        return names;
    }

    private static @Nullable Pattern byName(Map<String, String> names) {
        if (names.isEmpty()) {
            return null;
        }
        String all =
                String.join(
                        "|",
                        names.keySet().stream()
                                .sorted((a, b) -> b.length() - a.length())
                                .map(Pattern::quote)
                                .toList());
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}@])@(" + all + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
