package dev.spoor.otlp;

/** Writes length-delimited protobuf fields into an array of known size. Not safe for use by several threads. */
final class WireWriter {
    private final byte[] buffer;
    private int position;

    WireWriter(int bytes) {
        buffer = new byte[bytes];
    }

    static int varintBytes(int value) {
        return (31 - Integer.numberOfLeadingZeros(value | 1)) / 7 + 1;
    }

    void tagAndLength(int tag, int length) {
        buffer[position++] = (byte) tag;
        int rest = length;
        while (rest >= 0x80) {
            buffer[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[position++] = (byte) rest;
    }

    void bytes(byte[] from) {
        bytes(from, 0, from.length);
    }

    void bytes(byte[] source, int from, int to) {
        System.arraycopy(source, from, buffer, position, to - from);
        position += to - from;
    }

    byte[] toByteArray() {
        if (position != buffer.length) {
            throw new IllegalStateException("planned " + buffer.length + " bytes, wrote " + position);
        }
        return buffer;
    }
}
