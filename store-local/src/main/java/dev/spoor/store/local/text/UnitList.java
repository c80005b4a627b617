package dev.spoor.store.local.text;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A growing list of numbers of units as it lies on disk: the distances between them, less one, in Golomb-Rice code, whose
 * parameter follows from how many there are of how many. That takes, within a few per cent, as many bits as such a list tells:
 * one a unit for a word that is in half of them, seven for one in twenty.
 *
 * <p>Hot: a word that is in every second unit is read for each search that it is part of.
 */
final class UnitList {
    private UnitList() {}

    /** The parameter: so many bits of each distance are written as they are. */
    static int parameter(int units, int count) {
        long mean = (units - count) * 69L / (100L * Math.max(1, count));
        return mean < 1 ? 0 : 63 - Long.numberOfLeadingZeros(mean);
    }

    /** @param numbers ascending; the first {@code count} are written */
    static byte[] encode(int[] numbers, int count, int units) {
        int k = parameter(units, count);
        Bits bits = new Bits(count * (k + 3) / 8 + 8);
        int before = -1;
        for (int i = 0; i < count; i++) {
            int distance = numbers[i] - before - 1;
            before = numbers[i];
            for (int ones = distance >>> k; ones > 0; ones--) {
                bits.add(1, 1);
            }
            bits.add(0, 1);
            bits.add(distance & (1 << k) - 1, k);
        }
        return bits.toBytes();
    }

    /** Adds the numbers to the set; false when the bytes are no such list. */
    static boolean decode(byte[] bytes, int from, int to, int count, int units, BitSet into) {
        int k = parameter(units, count);
        long at = from * 8L;
        long limit = to * 8L;
        int before = -1;
        for (int i = 0; i < count; i++) {
            int ones = 0;
            while (at < limit && (bytes[(int) (at >>> 3)] >>> 7 - (at & 7) & 1) == 1) {
                ones++;
                at++;
            }
            at++;
            if (at + k > limit) {
                return false;
            }
            int low = 0;
            for (int b = 0; b < k; b++, at++) {
                low = low << 1 | bytes[(int) (at >>> 3)] >>> 7 - (at & 7) & 1;
            }
            before += (ones << k | low) + 1;
            if (before >= units) {
                return false;
            }
            into.set(before);
        }
        return true;
    }

    private static final class Bits {
        private byte[] bytes;
        private long count;

        Bits(int expectedBytes) {
            bytes = new byte[expectedBytes];
        }

        /** The low bits of the value, the highest first. */
        void add(int value, int bits) {
            if ((count + bits >>> 3) + 1 > bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2 + 8);
            }
            for (int b = bits - 1; b >= 0; b--, count++) {
                if ((value >>> b & 1) == 1) {
                    bytes[(int) (count >>> 3)] |= (byte) (0x80 >>> (count & 7));
                }
            }
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, (int) (count + 7 >>> 3));
        }
    }
}
