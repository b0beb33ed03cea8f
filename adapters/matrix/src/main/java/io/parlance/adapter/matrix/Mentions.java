package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.text.Href;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AddressSpace;
import io.parlance.text.Retelling;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is spoken to ("User and room mentions"): a ghost stands for the person behind it on the way
/// in, and a person elsewhere is their ghost on the way out; people of this network are themselves.
final class Mentions {
    /// More people than this are not mentioned by one message.
    private static final int MOST = 50;

    /// A text to be sent, and whom it mentions.
    record Told(@Nullable RichText rich, Set<String> users) {
        static final Told NOBODY = new Told(null, Set.of());

        /// Says in a content who is mentioned: without the key, clients look for names in the text.
        void write(ObjectNode content) {
            ObjectNode mentions = content.putObject("m.mentions");
            if (!users.isEmpty()) {
                ArrayNode ids = mentions.putArray("user_ids");
                users.forEach(ids::add);
            }
        }
    }

    private final AdapterContext context;
    private final MatrixAddresses addresses;
    private final GhostBook ghosts;

    Mentions(AdapterContext context, GhostBook ghosts) {
        this.context = context;
        this.addresses = new MatrixAddresses(context.network());
        this.ghosts = ghosts;
    }

    /// A text that came in, with the people behind the ghosts it mentions. Where a client marks
    /// mentions without formatting, the names of ghosts are found by their ids.
    @Nullable RichText heard(String text, @Nullable RichText rich, JsonNode content) {
        if (rich != null) {
            return Retelling.ofMentions(this::behind).of(rich);
        }
        List<String> named = new ArrayList<>();
        for (JsonNode user : content.path("m.mentions").path("user_ids")) {
            if (named.size() < MOST && user.isTextual() && MatrixIds.isUserId(user.textValue())) {
                named.add(user.textValue());
            }
        }
        return PlainMentions.read(text, named, this::mention);
    }

    private Inline behind(Inline.Mention mention) {
        Optional<String> user = user(mention.uri());
        return user.isEmpty() ? mention : mention(user.get(), mention.text());
    }

    private Inline mention(String user, String text) {
        Optional<Address> person = ghosts.person(user);
        Address who = person.orElseGet(() -> Address.person(context.network(), user));
        String uri = context.networks().addresses(who.network()).uri(who).toString();
        return Href.allowed(uri) ? new Inline.Mention(uri, text) : new Inline.Text(text);
    }

    private Optional<String> user(String uri) {
        try {
            Address address = addresses.parse(uri);
            return address.isRoom() ? Optional.empty() : Optional.of(address.value());
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    /// A text to be sent, with the ghosts of the people it mentions.
    ///
    /// @param origin the network it comes from, which is asked first whose address it is
    Future<Told> told(@Nullable RichText rich, NetworkId origin) {
        if (rich == null) {
            return Future.succeededFuture(Told.NOBODY);
        }
        Set<String> uris = new LinkedHashSet<>();
        Retelling.ofMentions(
                        mention -> {
                            uris.add(mention.uri());
                            return mention;
                        })
                .of(rich);
        Map<String, String> users = new LinkedHashMap<>();
        Future<Void> before = Future.succeededFuture();
        for (String uri : uris) {
            before =
                    before.compose(_ -> here(uri, origin))
                            .onSuccess(user -> user.ifPresent(id -> users.put(uri, id)))
                            .mapEmpty();
        }
        return before.map(_ -> told(rich, users));
    }

    private Told told(RichText rich, Map<String, String> users) {
        RichText shown =
                Retelling.ofMentions(
                                mention -> {
                                    String user = users.get(mention.uri());
                                    String link =
                                            user == null ? "" : "matrix:u/" + user.substring(1);
                                    return Href.allowed(link)
                                            ? new Inline.Mention(link, mention.text())
                                            : mention;
                                })
                        .of(rich);
        return new Told(shown, new LinkedHashSet<>(users.values().stream().limit(MOST).toList()));
    }

    /// The user who stands here for whom a URI names; empty if it names nobody.
    private Future<Optional<String>> here(String uri, NetworkId origin) {
        Optional<Address> person = person(uri, origin);
        if (person.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return person.get().network().equals(context.network())
                ? Future.succeededFuture(Optional.of(person.get().value()))
                : ghosts.ghost(person.get()).map(Optional::of);
    }

    private Optional<Address> person(String uri, NetworkId origin) {
        Set<NetworkId> asked = new LinkedHashSet<>(List.of(context.network(), origin));
        asked.addAll(context.networks().ids());
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon);
        for (NetworkId network : asked) {
            Optional<Address> found =
                    context.networks().ids().contains(network)
                            ? person(uri, scheme, context.networks().addresses(network))
                            : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Address> person(String uri, String scheme, AddressSpace space) {
        try {
            Address address = space.parse(uri);
            URI own = space.uri(address);
            return !address.isRoom() && scheme.equalsIgnoreCase(own.getScheme())
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
