package io.parlance.admin;

/// The version of what runs.
public final class Version {
    private Version() {}

    /// The version of the jar, or `development` where there is none.
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
