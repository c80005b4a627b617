package dev.spoor.store.local.text;

import java.util.Arrays;

/**
 * Looks for bytes in bytes, by Horspool's method: most bytes are never looked at when what is sought is long. Immutable.
 */
final class ByteSearch {
    private final byte[] wanted;
    private final byte[] fold = new byte[256];
    /** How far to go when this byte stands below the last of the wanted ones. */
    private final int[] skip = new int[256];

    /** @param caseSensitive whether ASCII letters count as they are; else {@code wanted} may be in any case */
    ByteSearch(byte[] wanted, boolean caseSensitive) {
        if (wanted.length == 0) {
            throw new IllegalArgumentException("expected bytes to look for, found none");
        }
        for (int i = 0; i < 256; i++) {
            fold[i] = (byte) (!caseSensitive && i >= 'A' && i <= 'Z' ? i + 32 : i);
        }
        this.wanted = new byte[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            this.wanted[i] = fold[wanted[i] & 0xff];
        }
        Arrays.fill(skip, wanted.length);
        for (int i = 0; i + 1 < wanted.length; i++) {
            for (int b = 0; b < 256; b++) {
                if (fold[b] == this.wanted[i]) {
                    skip[b] = wanted.length - 1 - i;
                }
            }
        }
    }

    int length() {
        return wanted.length;
    }

    boolean isIn(byte[] bytes) {
        return indexOf(bytes, 0, bytes.length) >= 0;
    }

    /** The first place in {@code bytes[from..to)}; -1 when there is none. */
    int indexOf(byte[] bytes, int from, int to) {
        int last = wanted.length - 1;
        int at = from;
        while (at + last < to) {
            int i = last;
            while (fold[bytes[at + i] & 0xff] == wanted[i]) {
                if (i-- == 0) {
                    return at;
                }
            }
            at += skip[bytes[at + last] & 0xff];
        }
        return -1;
    }
}
