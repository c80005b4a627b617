package dev.spoor.cli;

/** Something that the user can mend; the message says what and how. */
final class UserException extends RuntimeException {
    UserException(String message) {
        super(message);
    }
}
