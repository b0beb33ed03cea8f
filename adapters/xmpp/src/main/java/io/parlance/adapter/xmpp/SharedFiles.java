package io.parlance.adapter.xmpp;

import io.parlance.model.Attachment;

import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;

import java.net.URI;
import java.util.List;

/// Files in messages: their addresses in the body and as XEP-0066, which every client knows, and as
/// stateless file sharing (XEP-0447) with what is known of them (XEP-0446). One file without words
/// is a body of its address alone: clients show that as the file. Pure.
final class SharedFiles {
    private SharedFiles() {}

    /// Adds files after the words of a body.
    static void write(List<Attachment> files, StringBuilder body, MessageBuilder message) {
        if (!body.isEmpty()) {
            body.append('\n');
        }
        int start = body.codePointCount(0, body.length());
        String before = "";
        for (Attachment file : files) {
            String url = url(file.location());
            body.append(before).append(url);
            before = "\n";
            message.addExtension(Tags.of("x", Tags.OOB).addElement("url", url).build());
            message.addExtension(sharing(file, url));
        }
        int end = body.codePointCount(0, body.length());
        message.addExtension(Tags.fallback(Tags.SFS, start, end));
        if (files.size() == 1 && files.getFirst().kind() == Attachment.Kind.STICKER) {
            message.addExtension(Tags.of("sticker", Tags.STICKERS).build());
        }
    }

    private static String url(URI location) {
        return XmlText.clean(location.toASCIIString());
    }

    private static StandardExtensionElement sharing(Attachment file, String url) {
        StandardExtensionElement source =
                Tags.of("url-data", Tags.URL_DATA).addAttribute("target", url).build();
        boolean shown = file.kind() != Attachment.Kind.FILE;
        return Tags.of("file-sharing", Tags.SFS)
                .addAttribute("disposition", shown ? "inline" : "attachment")
                .addElement(metadata(file))
                .addElement(Tags.of("sources", Tags.SFS).addElement(source).build())
                .build();
    }

    private static StandardExtensionElement metadata(Attachment file) {
        StandardExtensionElement.Builder about = Tags.of("file", Tags.METADATA);
        about.addElement("media-type", XmlText.clean(file.mediaType()));
        about.addElement("name", XmlText.clean(file.name()));
        if (file.size() >= 0) {
            about.addElement("size", String.valueOf(file.size()));
        }
        Attachment.Details looks = file.details();
        if (looks.width() > 0 && looks.height() > 0) {
            about.addElement("width", String.valueOf(looks.width()));
            about.addElement("height", String.valueOf(looks.height()));
        }
        if (looks.millis() > 0) {
            about.addElement("length", String.valueOf(looks.millis()));
        }
        if (looks.blurhash() != null) {
            about.addElement(thumbnail("data:image/blurhash," + looks.blurhash(), "blurhash"));
        }
        if (looks.thumbnail() != null) {
            about.addElement(thumbnail(url(looks.thumbnail()), "png"));
        }
        return about.build();
    }

    private static StandardExtensionElement thumbnail(String uri, String type) {
        return Tags.of("thumbnail", Tags.THUMBS)
                .addAttribute("media-type", "image/" + type)
                .addAttribute("uri", uri)
                .build();
    }
}
