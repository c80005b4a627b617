/** Weaves the annotation that traces a method into classes. */
module dev.spoor.weave {
    requires static org.jspecify;
    requires transitive dev.spoor.sdk;
    requires transitive net.bytebuddy;

    exports dev.spoor.weave;
}
