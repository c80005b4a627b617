package dev.spoor.store.local.text;

import com.github.luben.zstd.ZstdDecompressCtx;
import dev.spoor.model.text.WordQuery;
import dev.spoor.store.local.text.TextFormat.DamagedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A file of the text index, open for one search: nothing of it is kept in memory between searches. See {@link TextFormat}. For
 * one thread.
 */
final class TextFile implements AutoCloseable {
    private final FileChannel channel;
    private final ZstdDecompressCtx zstd;
    private final Range range;
    private final int units;
    private final List<Words> directory = new ArrayList<>();
    private final ByteBuffer footer;

    /**
     * What a file is about.
     *
     * @param begun when the segment was made: another one of the same number is not meant
     * @param from offset in the segment
     * @param to offset in the segment
     */
    record Range(long segment, long begun, long from, long to) {}

    private record Words(long lists, long at, int bytes, int raw, int checksum, String first) {}

    private TextFile(FileChannel channel, ZstdDecompressCtx zstd) throws IOException, DamagedException {
        this.channel = channel;
        this.zstd = zstd;
        this.range = header(channel);
        long size = channel.size();
        if (size < TextFormat.HEADER_BYTES + TextFormat.FOOTER_BYTES) {
            throw new DamagedException("expected a footer, found the end at " + size);
        }
        byte[] bytes = read(channel, size - TextFormat.FOOTER_BYTES, TextFormat.FOOTER_BYTES);
        footer = ByteBuffer.wrap(bytes);
        int expected = footer.getInt(TextFormat.FOOTER_BYTES - 4);
        if (expected != TextFormat.checksum(bytes, 0, TextFormat.FOOTER_BYTES - 4)) {
            throw new DamagedException("expected checksum 0x" + Integer.toHexString(expected) + " of the footer");
        }
        units = footer.getInt(0);
        ByteBuffer in = ByteBuffer.wrap(frame(28, "the directory"));
        for (int i = footer.getInt(4); i > 0; i--) {
            long lists = in.getLong();
            long at = in.getLong();
            int length = in.getInt();
            int raw = in.getInt();
            int checksum = in.getInt();
            byte[] first = new byte[TextFormat.varint(in)];
            in.get(first);
            directory.add(new Words(lists, at, length, raw, checksum, new String(first, StandardCharsets.UTF_8)));
        }
    }

    static TextFile open(Path file) throws IOException, DamagedException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        ZstdDecompressCtx zstd = new ZstdDecompressCtx();
        try {
            return new TextFile(channel, zstd);
        } catch (IOException | DamagedException | RuntimeException e) {
            zstd.close();
            channel.close();
            throw e;
        }
    }

    /** What the file is about, from its header alone. */
    static Range range(Path file) throws IOException, DamagedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return header(channel);
        }
    }

    private static Range header(FileChannel channel) throws IOException, DamagedException {
        byte[] bytes = read(channel, 0, TextFormat.HEADER_BYTES);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        long magic = header.getLong();
        int version = header.getInt();
        if (magic != TextFormat.MAGIC || version != TextFormat.VERSION) {
            throw new DamagedException("expected a text index of version " + TextFormat.VERSION + ", found magic 0x"
                    + Long.toHexString(magic) + ", version " + version);
        }
        Range range = new Range(header.getLong(), header.getLong(), header.getLong(), header.getLong());
        int expected = header.getInt();
        if (expected != TextFormat.checksum(bytes, 0, TextFormat.HEADER_BYTES - 4)) {
            throw new DamagedException("expected checksum 0x" + Integer.toHexString(expected) + " of the header");
        }
        return range;
    }

    Range range() {
        return range;
    }

    int units() {
        return units;
    }

    /** The place of a zstd frame stands in the footer from this byte on. */
    private byte[] frame(int at, String what) throws IOException, DamagedException {
        byte[] frame = read(channel, footer.getLong(at), footer.getInt(at + 8));
        return TextFormat.decompress(zstd, frame, footer.getInt(at + 12), footer.getInt(at + 16), what);
    }

    /** For each unit the offsets in the segment at which its entries begin. */
    long[][] entries() throws IOException, DamagedException {
        ByteBuffer in = ByteBuffer.wrap(frame(8, "the units"));
        long[][] entries = new long[units][];
        long offset = range.from;
        for (int unit = 0; unit < units; unit++) {
            entries[unit] = new long[TextFormat.varint(in)];
            for (int i = 0; i < entries[unit].length; i++) {
                offset += TextFormat.varint(in);
                entries[unit][i] = offset;
            }
        }
        return entries;
    }

    /** The units that may contain what the words are of: those that have all of them. */
    BitSet units(WordQuery query) throws IOException, DamagedException {
        BitSet all = new BitSet(units);
        all.set(0, units);
        BitSet[] having = new BitSet[query.words().size()];
        for (int i = 0; i < having.length; i++) {
            having[i] = new BitSet(units);
        }
        List<ByteSearch> searches = query.words().stream()
                .map(word -> new ByteSearch(word.text().getBytes(StandardCharsets.UTF_8), true))
                .toList();
        for (int i = 0; i < directory.size(); i++) {
            boolean[] wanted = new boolean[having.length];
            boolean any = false;
            for (int w = 0; w < having.length; w++) {
                wanted[w] = having[w].cardinality() < units
                        && mayHave(i, query.words().get(w));
                any |= wanted[w];
            }
            if (!any) {
                continue;
            }
            byte[] raw = raw(directory.get(i));
            // Most pages have none of the words, which is seen without taking them apart.
            if (searches.stream().anyMatch(search -> search.isIn(raw))) {
                new Page(directory.get(i), raw).collect(query, searches, wanted, having);
            }
        }
        for (BitSet one : having) {
            all.and(one);
        }
        return all;
    }

    /** Whether words that are meant may be among the i-th Words. */
    private boolean mayHave(int i, WordQuery.Word word) {
        if (word.openBefore()) {
            return true;
        }
        // The first of the next ones, behind which none of these is.
        String last = i + 1 < directory.size() ? directory.get(i + 1).first : null;
        if (last != null && last.compareTo(word.text()) <= 0) {
            return false;
        }
        String first = directory.get(i).first;
        return first.compareTo(word.text()) <= 0 || word.openAfter() && first.startsWith(word.text());
    }

    private byte[] raw(Words words) throws IOException, DamagedException {
        return TextFormat.decompress(
                zstd,
                read(channel, words.at, words.bytes),
                words.raw,
                words.checksum,
                "words from '" + words.first + "'");
    }

    /** One Words, unpacked. */
    private final class Page {
        private final Words words;
        private final byte[] raw;
        private final int[] starts;
        private final int afterTexts;

        Page(Words words, byte[] raw) {
            this.words = words;
            this.raw = raw;
            ByteBuffer in = ByteBuffer.wrap(raw);
            starts = new int[TextFormat.varint(in) + 1];
            for (int i = 1; i < starts.length; i++) {
                starts[i] = starts[i - 1] + TextFormat.varint(in);
            }
            int at = in.position();
            for (int i = 0; i < starts.length; i++) {
                starts[i] += at;
            }
            afterTexts = starts[starts.length - 1];
        }

        void collect(WordQuery query, List<ByteSearch> searches, boolean[] wanted, BitSet[] having)
                throws IOException, DamagedException {
            BitSet[] found = new BitSet[wanted.length];
            BitSet any = new BitSet();
            for (int w = 0; w < wanted.length; w++) {
                if (wanted[w]) {
                    found[w] = matching(query.words().get(w), searches.get(w));
                    any.or(found[w]);
                }
            }
            if (!any.isEmpty()) {
                readLists(any, found, having);
            }
        }

        private BitSet matching(WordQuery.Word word, ByteSearch search) {
            BitSet found = new BitSet();
            int i = 0;
            int at = starts[0];
            while ((at = search.indexOf(raw, at, afterTexts)) >= 0) {
                while (starts[i + 1] <= at) {
                    i++;
                }
                boolean within = at + search.length() <= starts[i + 1];
                boolean begins = word.openBefore() || at == starts[i];
                boolean ends = word.openAfter() || at + search.length() == starts[i + 1];
                if (within && begins && ends) {
                    found.set(i);
                    at = starts[i + 1];
                } else {
                    at++;
                }
            }
            return found;
        }

        private void readLists(BitSet any, BitSet[] found, BitSet[] having) throws IOException, DamagedException {
            ByteBuffer in = ByteBuffer.wrap(raw).position(afterTexts);
            int count = starts.length - 1;
            int[] counts = new int[count];
            for (int i = 0; i < count; i++) {
                counts[i] = TextFormat.varint(in);
            }
            int[] bytes = new int[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = counts[i] == 0 ? 0 : TextFormat.varint(in);
            }
            int inlineAt = in.position();
            long listAt = words.lists;
            for (int i = 0; i < count; i++) {
                boolean inline = bytes[i] <= TextFormat.INLINE_BYTES;
                if (any.get(i)) {
                    BitSet list = list(counts[i], bytes[i], inline, inlineAt, listAt);
                    for (int w = 0; w < found.length; w++) {
                        if (found[w] != null && found[w].get(i)) {
                            having[w].or(list);
                        }
                    }
                }
                inlineAt += inline ? bytes[i] : 0;
                listAt += inline ? 0 : bytes[i] + 4;
            }
        }

        private BitSet list(int count, int bytes, boolean inline, int inlineAt, long listAt)
                throws IOException, DamagedException {
            BitSet list = new BitSet(units);
            if (count == 0) {
                list.set(0, units);
                return list;
            }
            byte[] source = raw;
            int from = inlineAt;
            if (!inline) {
                source = read(channel, listAt, bytes + 4);
                from = 0;
                int expected = ByteBuffer.wrap(source).getInt(bytes);
                if (expected != TextFormat.checksum(source, 0, bytes)) {
                    throw new DamagedException(
                            "expected checksum 0x" + Integer.toHexString(expected) + " of the list at " + listAt);
                }
            }
            if (!UnitList.decode(source, from, from + bytes, count, units, list)) {
                throw new DamagedException("expected a list of " + count + " of " + units + " units at " + listAt);
            }
            return list;
        }
    }

    private static byte[] read(FileChannel channel, long at, int length) throws IOException, DamagedException {
        if (length < 0 || at < 0 || at + length > channel.size()) {
            throw new DamagedException(
                    "expected " + length + " bytes at " + at + ", found the end at " + channel.size());
        }
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining()) {
            if (channel.read(target, at + target.position()) < 0) {
                throw new DamagedException("expected " + length + " bytes at " + at + ", found the end");
            }
        }
        return target.array();
    }

    @Override
    public void close() throws IOException {
        zstd.close();
        channel.close();
    }
}
