package io.parlance.spi;

/// What a network may or may not be able to express.
public enum Feature {
    /// Formatted text.
    FORMATTING,
    /// Actions told in the third person.
    EMOTE,
    /// An answer to a particular message.
    REPLY,
    /// Messages that belong together.
    THREAD,
    /// Replacing an own message.
    EDIT,
    /// Taking a message back.
    RETRACTION,
    /// Reactions to a message.
    REACTION,
    /// Files.
    ATTACHMENT,
    /// Recordings that are shown as spoken words.
    VOICE,
    /// Pictures that stand for words.
    STICKER,
    /// A place on earth.
    LOCATION,
    /// Messages that vanish.
    EXPIRY,
    /// Joining, leaving and the like, shown to others.
    MEMBERSHIP,
    /// What somebody may do in a room.
    ROLE,
    /// A room's name and topic.
    ROOM_CHANGE,
    /// A room's picture.
    ROOM_AVATAR,
    /// Somebody's name and picture.
    PROFILE,
    /// Availability and status.
    PRESENCE,
    /// Whether somebody writes.
    TYPING,
    /// That a message arrived.
    DELIVERED_RECEIPT,
    /// That a message was seen.
    DISPLAYED_RECEIPT,
    /// Being told that a message could not be delivered.
    DELIVERY_FAILURE
}
