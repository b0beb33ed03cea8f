package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;
import io.parlance.spi.AddressSpace;
import io.parlance.text.PlainText;
import io.parlance.text.Retelling;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Between the list `mentions` of ids, with links to people in `markdown`, and mentions in the tree
/// of a formatted text. Pure.
///
/// @param ids how people are called here
record Mentions(MqttIds ids) {
    private static final int MOST = 64;

    /// The text with its mentions marked: links that lead to people, and whoever is listed, where
    /// the text calls them; who is not called in it is called before it.
    ///
    /// @param text as the client wrote it
    /// @param rich the same with its formatting, or null if it has none
    /// @param listed the ids in `mentions`
    /// @return null if nothing is formatted and nobody mentioned
    @Nullable RichText read(String text, @Nullable RichText rich, List<String> listed) {
        if (listed.size() > MOST) {
            throw Json.invalid("mentions", "has at most " + MOST + " people");
        }
        Set<Address> people = new LinkedHashSet<>();
        listed.forEach(id -> people.add(ids.person(id)));
        RichText told = rich == null ? null : new Retelling(word -> link(word, people)).of(rich);
        for (Address person : people) {
            RichText before = told == null ? new RichText(List.of(RichText.lines(text))) : told;
            told = of(before).contains(ids.id(person)) ? before : mention(before, person);
        }
        return told;
    }

    private @Nullable List<Inline> link(Inline word, Set<Address> people) {
        if (!(word instanceof Inline.Link(String href, var words)) || href.indexOf('?') >= 0) {
            return null;
        }
        Address person = person(href);
        // Who writes a mail address as a link does not call somebody, unless they say so.
        boolean meant = person != null && (!href.startsWith("mailto:") || people.contains(person));
        return meant ? List.of(new Inline.Mention(href, plain(words))) : null;
    }

    private static String plain(List<Inline> words) {
        return PlainText.of(new RichText(List.of(new Block.Paragraph(words)))).replace('\n', ' ');
    }

    private RichText mention(RichText text, Address person) {
        for (String name : names(person)) {
            CalledBy called = new CalledBy(name, uri(person));
            RichText marked = new Retelling(called::mark).of(text);
            if (called.found()) {
                return marked;
            }
        }
        List<Block> blocks = new ArrayList<>(text.blocks());
        List<Inline> line = new ArrayList<>();
        line.add(new Inline.Mention(uri(person), names(person).getLast()));
        line.add(new Inline.Text(": "));
        if (blocks.getFirst() instanceof Block.Paragraph(var words)) {
            line.addAll(words);
            blocks.removeFirst();
        }
        blocks.addFirst(new Block.Paragraph(line));
        return new RichText(blocks);
    }

    /// How a text may call somebody, the longest first.
    private List<String> names(Address person) {
        String portable = ids.networks().portable(person);
        int at = portable.lastIndexOf('@');
        String local = at > 0 ? portable.substring(0, at) : portable;
        String id = ids.id(person);
        return List.of("@" + id, id, "@" + portable, portable, "@" + local, local);
    }

    private String uri(Address person) {
        return ids.networks().addresses(person.network()).uri(person).toString();
    }

    /// The ids of those who are mentioned in a text, in order.
    Set<String> of(@Nullable RichText rich) {
        Set<String> found = new LinkedHashSet<>();
        if (rich != null) {
            Retelling.ofMentions(
                            mention -> {
                                Address person = person(mention.uri());
                                if (person != null) {
                                    found.add(ids.id(person));
                                }
                                return mention;
                            })
                    .of(rich);
        }
        return found;
    }

    /// The text with every mention as a link, as CommonMark has no other way to show who is meant.
    static RichText linked(RichText rich) {
        return Retelling.ofMentions(
                        it -> new Inline.Link(it.uri(), List.of(new Inline.Text(it.text()))))
                .of(rich);
    }

    /// Whose URI this is; null if nobody's on the networks of this gateway.
    private @Nullable Address person(String uri) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')) + 1);
        for (NetworkId network : ids.networks().ids()) {
            AddressSpace space = ids.networks().addresses(network);
            try {
                Address address = space.parse(uri);
                if (!address.isRoom() && space.uri(address).toString().startsWith(scheme)) {
                    return address;
                }
            } catch (InvalidValue _) {
                // Another network's.
            }
        }
        return null;
    }
}
