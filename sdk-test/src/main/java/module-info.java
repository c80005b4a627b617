/** Traces in tests. */
module dev.spoor.sdk.test {
    requires static org.jspecify;
    requires transitive dev.spoor.sdk;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports dev.spoor.sdk.test;
}
