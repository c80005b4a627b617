package dev.spoor.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.cli.UserException;
import dev.spoor.server.http.Json;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of JSON objects, one after the other: a line each, over several lines, or as one list; also packed by gzip, whatever
 * its name. It is read as it is asked for, so it may be of any size.
 */
final class ImportFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper(Json.FACTORY);
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final Counter counter;
    private final long bytes;
    private final MappingIterator<JsonNode> objects;

    private ImportFile(InputStream file, long bytes) throws IOException {
        this.counter = new Counter(file);
        this.bytes = bytes;
        this.objects = JSON.readerFor(JsonNode.class).readValues(unpacked(new BufferedInputStream(counter)));
    }

    /** @param file a dash for standard input */
    static ImportFile open(Path file) throws IOException {
        if (file.toString().equals("-")) {
            return new ImportFile(System.in, 0);
        }
        try {
            return new ImportFile(Files.newInputStream(file), Files.size(file));
        } catch (NoSuchFileException e) {
            throw new UserException("there is no file " + file);
        } catch (ZipException | EOFException e) {
            throw damaged(file, e);
        }
    }

    static UserException damaged(Path file, IOException e) {
        return new UserException(
                file + " is damaged: " + (e.getMessage() == null ? "it ends too early" : e.getMessage()));
    }

    private static InputStream unpacked(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return gzip ? new GZIPInputStream(in) : in;
    }

    /** @throws JsonProcessingException naming the line */
    boolean hasNext() throws IOException {
        return objects.hasNextValue();
    }

    JsonNode next() throws IOException {
        return objects.nextValue();
    }

    /** Where reading is. */
    int line() {
        return objects.getCurrentLocation().getLineNr();
    }

    /** Bytes of the file, packed if it is, that were read. */
    long read() {
        return counter.count;
    }

    /** All of them; 0 when nobody knows. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        objects.close();
    }

    private static final class Counter extends FilterInputStream {
        private long count;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
