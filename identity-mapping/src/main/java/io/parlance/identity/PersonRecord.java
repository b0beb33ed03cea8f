package io.parlance.identity;

import java.util.ArrayList;
import java.util.List;
import org.infinispan.protostream.annotations.Proto;
import org.infinispan.protostream.annotations.ProtoField;

/// A [Person] as it is stored: addresses by key.
@Proto
record PersonRecord(
        @ProtoField(value = 1, collectionImplementation = ArrayList.class)
                List<String> addresses) {}
