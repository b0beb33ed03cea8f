/// Tests of the hub: its pure parts by tables, the whole over fake adapters and a real journal.
@NullMarked
package io.parlance.hub;

import org.jspecify.annotations.NullMarked;
