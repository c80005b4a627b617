package dev.spoor.cli;

/** Something that the user can mend; the message says what and how. */
public final class UserException extends RuntimeException {
    public UserException(String message) {
        super(message);
    }
}
