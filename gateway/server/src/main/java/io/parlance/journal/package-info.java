/// The journal: what must never be lost. It keeps every durable envelope, one delivery per
/// destination, the native ids that a message has on each network, the adapters' cursors and the
/// trace, in one SQLite file in the data folder. One thread writes and commits in groups; a few
/// others read. Nothing here blocks an event loop.
@NullMarked
package io.parlance.journal;

import org.jspecify.annotations.NullMarked;
