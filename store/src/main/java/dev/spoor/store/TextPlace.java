package dev.spoor.store;

/**
 * Where in a span, or beside it, a text stands.
 *
 * @param name of the event; empty elsewhere
 * @param key of the attribute; empty elsewhere
 */
public record TextPlace(Kind kind, String name, String key) {
    static final TextPlace NAME = new TextPlace(Kind.NAME, "", "");
    static final TextPlace STATUS_MESSAGE = new TextPlace(Kind.STATUS_MESSAGE, "", "");
    static final TextPlace LOG = new TextPlace(Kind.LOG, "", "");

    public enum Kind {
        NAME,
        STATUS_MESSAGE,
        ATTRIBUTE,
        EVENT_NAME,
        EVENT_ATTRIBUTE,
        LOG
    }
}
