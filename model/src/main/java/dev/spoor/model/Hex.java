package dev.spoor.model;

import java.util.HexFormat;

/** Hex as ids need it: fixed width, lower case. */
final class Hex {
    private Hex() {}

    static String of(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
