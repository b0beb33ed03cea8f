package io.parlance.identity;

import java.util.ArrayList;
import java.util.List;
import org.infinispan.protostream.annotations.Proto;
import org.infinispan.protostream.annotations.ProtoField;

/// A [Link] as it is stored: rooms by key, time in milliseconds.
@Proto
record LinkRecord(
        @ProtoField(value = 1, collectionImplementation = ArrayList.class)
                List<String> rooms,
        @ProtoField(value = 2, defaultValue = "0") long since) {}
