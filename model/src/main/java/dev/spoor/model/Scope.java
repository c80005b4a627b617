package dev.spoor.model;

/** The instrumentation library that made a span. */
public record Scope(String name, String version, Attributes attributes, String schemaUrl) {
    public static final Scope EMPTY = new Scope("", "", Attributes.empty(), "");
}
