package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.Event;

import jakarta.mail.internet.MailDateFormat;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The header fields that tell chat programs (chatmail's specification) and others (`Expires`, RFC
/// 4021 §2.1.54) more of a message than its words. Pure.
final class ChatFields {
    private ChatFields() {}

    /// The fields of a message that is written.
    static Map<String, String> of(Event.Message message) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<Attachment> files = message.body().attachments();
        if (!files.isEmpty()) {
            Attachment first = files.getFirst();
            switch (first.kind()) {
                case VOICE -> fields.put("Chat-Voice-Message", "1");
                case STICKER -> fields.put("Chat-Content", "sticker");
                case FILE, IMAGE, VIDEO, AUDIO -> {}
            }
            if (first.details().millis() > 0) {
                fields.put("Chat-Duration", String.valueOf(first.details().millis()));
            }
        }
        Instant expires = message.expires();
        if (expires != null) {
            fields.put(
                    "Expires",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(expires.atOffset(ZoneOffset.UTC)));
        }
        return fields;
    }

    /// When a mail should vanish, if it says so.
    static @Nullable Instant expires(Letter letter) {
        String date = letter.headers().first("expires");
        try {
            return date.isBlank() ? null : new MailDateFormat().parse(date).toInstant();
        } catch (ParseException _) {
            return null;
        }
    }
}
