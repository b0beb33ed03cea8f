package io.parlance.adapter.matrix;

import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import java.time.Duration;

/// What both directions share: the homeserver's interface, and all that is remembered.
final class Parts {
    final AdapterContext context;
    final MatrixConfig config;
    final String bot;
    final HomeserverClient http;
    final ClientApi api;
    final MediaClient media;
    final RoomBook book;
    final GhostBook ghosts;
    final GhostUsers users;
    final GhostRooms inside;
    final DirectRooms directs;
    final Portals portals;
    final Names names;
    final Notices notices;
    final BridgeInfo info;
    final Upgrades upgrades;
    final Uploads uploads;
    final Downloads downloads;
    final UserLooks userLooks;
    final Mentions mentions;
    final ReactionSets reactionSets;
    final Originals originals = new Originals();
    final Threads threads = new Threads();
    final Pieces pieces = new Pieces();
    final Authors authors;
    final Expiries expiries;
    final Counts counts = new Counts();
    final Recovery recovery;

    Parts(AdapterContext context, MatrixConfig config, Duration timeout) {
        this.context = context;
        this.config = config;
        bot = config.bot();
        http = new HomeserverClient(context.vertx(), config, timeout);
        api = new ClientApi(http);
        media = new MediaClient(config);
        book = new RoomBook(context.store(), context.network());
        GhostNames spelling = new GhostNames(config.serverName(), config.prefix());
        ghosts = new GhostBook(context, spelling, bot);
        users = new GhostUsers(api, context.store());
        inside = new GhostRooms(api, bot);
        directs = new DirectRooms(api, book, inside);
        portals = new Portals(context, api, book, ghosts);
        names = new Names(api, bot);
        notices = new Notices(api, bot);
        info = new BridgeInfo(context, api, bot);
        upgrades = new Upgrades(context, api, book, ghosts, inside, info);
        uploads = new Uploads(media, context.media());
        downloads = new Downloads(media, context.media());
        userLooks = new UserLooks(context.network(), context.hub(), downloads, context.store());
        mentions = new Mentions(context, ghosts);
        reactionSets = new ReactionSets(context.store());
        expiries = new Expiries(context.vertx(), api, context.store());
        authors = new Authors(api);
        recovery = new Recovery(context.vertx(), context.network(), context.hub());
    }

    /// Reads what was remembered before.
    Future<Void> load() {
        return Future.all(
                        book.load(),
                        users.load(),
                        upgrades.load(),
                        expiries.load(),
                        reactionSets.load(),
                        userLooks.load())
                .mapEmpty();
    }

    /// What hears everything that happens in rooms.
    RoomEvents hearing(Reporter reporter) {
        Invitations invitations =
                new Invitations(api, book, ghosts, users, inside, directs, notices, reporter);
        Members members =
                new Members(
                        book,
                        ghosts,
                        inside,
                        directs,
                        invitations,
                        names,
                        userLooks,
                        upgrades,
                        reporter);
        RoomEvents.Ears ears =
                new RoomEvents.Ears(
                        new MessageEvents(
                                context.network(),
                                reporter,
                                downloads,
                                mentions,
                                originals,
                                threads),
                        new ReactionEvents(context.network(), reporter, reactionSets, originals),
                        new StateEvents(reporter, ghosts, downloads),
                        members,
                        new Arrears(api, book),
                        upgrades,
                        authors);
        return new RoomEvents(book, ghosts, ears, reporter, notices);
    }

    /// What says and does everything that happens elsewhere.
    Outbound.Mouths speaking(GhostLooks looks) {
        Speech speech =
                new Speech(
                        context.network(),
                        api,
                        mentions,
                        uploads,
                        originals,
                        threads,
                        pieces,
                        expiries);
        return new Outbound.Mouths(
                speech,
                new Reactions(context.network(), api, reactionSets, originals),
                new Retractions(context.network(), api, ghosts, authors, pieces),
                new Failures(context.network(), api, ghosts, speech, reactionSets, originals),
                new Staff(api, ghosts, inside, notices),
                new Descriptions(api, uploads, info, speech, bot),
                looks);
    }
}
