package dev.spoor.server.http;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks compressed bodies within a limit, so that a small body cannot unfold into a large one. */
public final class ContentDecoding {
    private static final int CHUNK_BYTES = 64 << 10;

    /** Decoders keep windows; zstd's may be huge when the sender says so. 8 MiB is what zstd asks every decoder for. */
    private static final int MAX_ZSTD_WINDOW_LOG = 23;

    private ContentDecoding() {}

    /**
     * @param encoding a Content-Encoding: identity, gzip, deflate (zlib, or raw as some send it) or zstd; null for none
     * @throws ApiException 415 for another encoding
     */
    public static void check(@Nullable String encoding) {
        switch (normal(encoding)) {
            case "identity", "gzip", "x-gzip", "deflate", "zstd" -> {}
            default ->
                throw ApiException.unsupported(
                        "Content-Encoding '" + encoding + "' is not known; identity, gzip, deflate and zstd are");
        }
    }

    /**
     * The body unpacked.
     *
     * @param share is charged for what is unpacked
     * @throws ApiException 413 beyond {@code maxBytes}, 400 when the body is damaged, 415 for another encoding
     */
    public static byte[] decode(byte[] body, @Nullable String encoding, long maxBytes, ByteBudget.Share share) {
        check(encoding);
        String normal = normal(encoding);
        if (normal.equals("identity")) {
            return body;
        }
        try (InputStream in = open(body, normal)) {
            return readAll(in, maxBytes, share);
        } catch (IOException e) {
            throw ApiException.malformed("the body is not " + normal + ": " + e.getMessage());
        }
    }

    private static InputStream open(byte[] body, String encoding) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        return switch (encoding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in, CHUNK_BYTES);
            case "deflate" -> new InflaterInputStream(in, new Inflater(!isZlib(body)), CHUNK_BYTES);
            default -> new ZstdInputStream(in).setLongMax(MAX_ZSTD_WINDOW_LOG);
        };
    }

    /** RFC 1950: the method is 8 and the first two bytes are a multiple of 31. */
    private static boolean isZlib(byte[] body) {
        return body.length >= 2 && (body[0] & 0x0f) == 8 && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
    }

    private static byte[] readAll(InputStream in, long maxBytes, ByteBudget.Share share) throws IOException {
        byte[] out = new byte[CHUNK_BYTES];
        int length = 0;
        share.take(out.length);
        while (true) {
            int read = in.read(out, length, out.length - length);
            if (read < 0) {
                return Arrays.copyOf(out, length);
            }
            length += read;
            if (length > maxBytes) {
                throw ApiException.tooLarge(
                        "the body unpacks to more than " + maxBytes + " bytes, which is the most that is taken");
            }
            if (length == out.length) {
                int longer = (int) Math.min(Math.max(maxBytes + 1, length + 1L), length * 2L);
                share.take(longer - length);
                out = Arrays.copyOf(out, longer);
            }
        }
    }

    private static String normal(@Nullable String encoding) {
        return encoding == null || encoding.isBlank()
                ? "identity"
                : encoding.strip().toLowerCase(Locale.ROOT);
    }
}
