package dev.spoor.model;

/** What sent a span: the process and the service. */
public record Resource(Attributes attributes, String schemaUrl) {
    public static final Resource EMPTY = new Resource(Attributes.empty(), "");
}
