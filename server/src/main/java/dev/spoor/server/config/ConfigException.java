package dev.spoor.server.config;

/** A setting is unknown or its value cannot be used. The message says which, where it was set, and what to do. */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message);
    }
}
