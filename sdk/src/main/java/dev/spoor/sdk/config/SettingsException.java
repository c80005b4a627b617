package dev.spoor.sdk.config;

/** A setting that cannot be used. The message names it and where it comes from. */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }
}
