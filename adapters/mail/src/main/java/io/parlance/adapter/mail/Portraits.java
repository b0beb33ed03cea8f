package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.spi.MediaStore;
import io.parlance.spi.StateStore;

import jakarta.mail.MessagingException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/// The pictures of ghosts on their way out. A changed picture is no mail of its own: the next mail
/// from that ghost brings it, once in each conversation. What a delivery brings is noted before it
/// is sent, so that a repetition brings the same, and counts as shown only when it was submitted.
///
/// @param store for the picture that each ghost has, and what each conversation was shown of it
/// @param media where pictures are fetched
/// @param limit the largest picture, in bytes; it is held in memory while its mail is sent, for a
///   picture that broke off underway would cost the mail
record Portraits(StateStore store, MediaStore media, int limit) {
    /// The limit that is used: what chat programs send themselves is far below.
    static final int LIMIT = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Portraits.class);
    private static final String PRESENT = "portrait/";
    private static final String SHOWN = "shown/";
    private static final String NONE = "0";
    private static final String NOBODY = "-";

    /// What a conversation was shown.
    ///
    /// @param known the id of the picture that is there
    /// @param by the key of the newest delivery with a picture; `-` where the picture is unfit
    /// @param brought the note of that picture
    private record Mark(String known, String by, String brought) {
        static Mark parse(String text) {
            String[] words = text.split(" ", 3);
            return words.length == 3 ? new Mark(words[0], words[1], words[2]) : NOTHING;
        }

        @Override
        public String toString() {
            return known + " " + by + " " + brought;
        }
    }

    private static final Mark NOTHING = new Mark(NONE, NOBODY, NONE);

    /// A picture that a mail is to bring.
    ///
    /// @param key under which the store will know that it was sent
    /// @param mark what it will know
    record Due(String key, String mark, Portrait portrait) {}

    /// Notes how a ghost looks from now on.
    void changed(String ghost, Event.Profile profile) throws IOException, InterruptedException {
        Event.Avatar avatar = profile.avatar();
        if (avatar == null) {
            return;
        }
        String key = PRESENT + digest(ghost);
        Attachment picture = avatar.picture();
        if (picture == null) {
            Await.result(store.remove(key));
        } else {
            Await.result(store.put(key, StoredMail.note(picture)));
        }
    }

    /// What a mail from a ghost has to bring; null if nothing.
    ///
    /// @param place the person or list that it goes to
    @Nullable Due due(String place, String ghost, Delivery delivery)
            throws IOException, InterruptedException {
        String key = SHOWN + digest(place + " " + ghost);
        Mark mark = Await.result(store.get(key)).map(Mark::parse).orElse(NOTHING);
        boolean again = mark.by().equals(delivery.key());
        if (!again && delivery.attempt() > 1) {
            // The first try brought none, and may have reached somebody.
            return null;
        }
        Optional<String> present = again ? Optional.empty() : present(ghost);
        String brought = again ? mark.brought() : present.orElse(NONE);
        boolean unfit = mark.by().equals(NOBODY) && mark.brought().equals(brought);
        if (!again && (id(brought).equals(mark.known()) || unfit)) {
            return null;
        }
        Portrait portrait = Portrait.NONE;
        if (!brought.equals(NONE)) {
            try {
                portrait = opened(brought);
            } catch (IOException | MessagingException e) {
                LOG.debug("The picture of {} cannot be had now: {}", ghost, e.getMessage());
                return null;
            }
        }
        String by = portrait == null ? NOBODY : delivery.key();
        if (!again) {
            Await.result(store.put(key, new Mark(mark.known(), by, brought).toString()));
        }
        return portrait == null
                ? null
                : new Due(key, new Mark(id(brought), by, brought).toString(), portrait);
    }

    private Optional<String> present(String ghost) throws IOException, InterruptedException {
        return Await.result(store.get(PRESENT + digest(ghost)));
    }

    /// The mail was submitted.
    void sent(Due due) throws IOException, InterruptedException {
        Await.result(store.put(due.key(), due.mark()));
    }

    /// The picture; null if it is none that can be sent.
    private @Nullable Portrait opened(String note) throws IOException, MessagingException {
        Attachment picture = StoredMail.file(note);
        if (picture.size() > limit) {
            LOG.debug("A picture of {} bytes is over the limit", picture.size());
            return null;
        }
        try (MediaStore.Media open = media.open(picture)) {
            boolean told = !picture.mediaType().equals("application/octet-stream");
            String type = told ? picture.mediaType() : open.mediaType();
            byte[] content =
                    open.size() > limit ? new byte[0] : open.content().readNBytes(limit + 1);
            boolean image = Attachment.Kind.of(type) == Attachment.Kind.IMAGE;
            if (!image || content.length == 0 || content.length > limit) {
                LOG.debug("A picture ({}) is none, or over the limit", type);
                return null;
            }
            return Portrait.of(id(note), type, content);
        }
    }

    private static String id(String note) {
        return note.equals(NONE) ? NONE : digest(note).substring(0, 10);
    }

    private static String digest(String text) {
        return MessageIds.digest(text).substring(0, 26);
    }
}
