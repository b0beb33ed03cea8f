/// Matrix, through the door that homeservers offer to gateways: an application service (Application
/// Service API, Matrix 1.13). Events come in as transactions, which are answered only when the hub
/// has made them durable; everything goes out through the client-server API, each person of another
/// network as a ghost of their own. Rooms are of three kinds: a direct room of one user and one
/// ghost, a room that is linked ("plumbed"), and a portal that shows a room of another network.
@NullMarked
package io.parlance.adapter.matrix;

import org.jspecify.annotations.NullMarked;
