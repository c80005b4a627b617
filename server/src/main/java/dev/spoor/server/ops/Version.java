package dev.spoor.server.ops;

/** Which Spoor this is. */
public final class Version {
    /** From the jar's manifest; "development" when run from classes. */
    public static final String SPOOR = version();

    private Version() {}

    private static String version() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
