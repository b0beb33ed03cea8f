package io.parlance.spi;

/// An adapter whose network's server must be given a file about the gateway before it talks to it,
/// as a Matrix homeserver must for an application service.
public interface Registrable {
    /// The text of that file, made from the configuration alone. It holds secrets: show it only to
    /// whoever asked for it.
    String registration();
}
