package io.parlance.identity;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;

/// How our records are written to disk and to other nodes. Field numbers are never reused.
@ProtoSchema(
        schemaFileName = "parlance.proto",
        schemaPackageName = "parlance",
        includeClasses = {LinkRecord.class, PersonRecord.class})
interface Schema extends GeneratedSchema {
    /// The generated schema.
    Schema INSTANCE = new SchemaImpl();
}
