package dev.spoor.sdk.export;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** How requests are packed. */
public enum Compression {
    NONE(""),
    GZIP("gzip"),
    /** Smaller and faster than gzip. It needs {@code com.github.luben:zstd-jni}, which the SDK does not bring along. */
    ZSTD("zstd");

    private static final int ZSTD_LEVEL = 3;

    private final String encoding;

    Compression(String encoding) {
        this.encoding = encoding;
    }

    /** Of {@code Content-Encoding}; empty for none. */
    String encoding() {
        return encoding;
    }

    /** @throws IllegalArgumentException when it needs a library that is not there */
    Compression checked() {
        if (this == ZSTD) {
            try {
                // Asks for the native part too, which is not there for every machine.
                var unused = Zstd.compressBound(1);
            } catch (LinkageError e) {
                throw new IllegalArgumentException(
                        "compression: zstd needs com.github.luben:zstd-jni on the class path, and it is not there or"
                                + " not for this machine: " + e);
            }
        }
        return this;
    }

    /** What writes the content of a request. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param length of the content, in bytes */
    byte[] pack(Content content, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(this == GZIP ? Math.max(512, length / 4) : length);
        if (this == GZIP) {
            try (OutputStream packed = new GZIPOutputStream(bytes, 8192)) {
                content.writeTo(packed);
            }
            return bytes.toByteArray();
        }
        content.writeTo(bytes);
        return this == ZSTD ? Zstd.compress(bytes.toByteArray(), ZSTD_LEVEL) : bytes.toByteArray();
    }
}
