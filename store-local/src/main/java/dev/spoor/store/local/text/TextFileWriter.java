package dev.spoor.store.local.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Writes a file of the text index as {@link TextFormat} describes it, word by word in their order. For one thread. */
final class TextFileWriter implements AutoCloseable {
    /** A word that is in more of the units narrows nothing worth its list. */
    private static final double ALL = 0.6;

    private static final int FEW_UNITS = 16;

    private final FileChannel channel;
    private final long fromOffset;
    private final int units;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private long written;
    private int wordsCount;

    /** Of the words that are gathered for the next Words. */
    private final List<byte[]> texts = new ArrayList<>();

    private final List<Integer> counts = new ArrayList<>();
    private final List<byte[]> lists = new ArrayList<>();
    private int gathered;

    TextFileWriter(Path file, long segment, long begun, long fromOffset, long toOffset, int units) throws IOException {
        this.fromOffset = fromOffset;
        this.units = units;
        channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        ByteBuffer header = ByteBuffer.allocate(TextFormat.HEADER_BYTES)
                .putLong(TextFormat.MAGIC)
                .putInt(TextFormat.VERSION)
                .putLong(segment)
                .putLong(begun)
                .putLong(fromOffset)
                .putLong(toOffset);
        write(header.putInt(TextFormat.checksum(header.array(), 0, TextFormat.HEADER_BYTES - 4))
                .array());
    }

    /** @param numbers of the units that have the word, ascending; the first {@code count} count */
    void word(String word, int[] numbers, int count) throws IOException {
        byte[] text = word.getBytes(StandardCharsets.UTF_8);
        boolean all = units >= FEW_UNITS && count >= ALL * units;
        texts.add(text);
        counts.add(all ? 0 : count);
        lists.add(all ? new byte[0] : UnitList.encode(numbers, count, units));
        gathered += text.length + 2;
        if (gathered >= TextFormat.WORDS_BYTES) {
            words();
        }
    }

    private void words() throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        long listsAt = written;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TextFormat.varint(out, texts.size());
        texts.forEach(text -> TextFormat.varint(out, text.length));
        texts.forEach(out::writeBytes);
        counts.forEach(count -> TextFormat.varint(out, count));
        for (int i = 0; i < lists.size(); i++) {
            if (counts.get(i) > 0) {
                TextFormat.varint(out, lists.get(i).length);
            }
        }
        for (byte[] list : lists) {
            if (list.length <= TextFormat.INLINE_BYTES) {
                out.writeBytes(list);
            } else {
                write(list);
                write(ByteBuffer.allocate(4)
                        .putInt(TextFormat.checksum(list, 0, list.length))
                        .array());
            }
        }
        byte[] frame = TextFormat.compress(out.toByteArray());
        directory.writeBytes(ByteBuffer.allocate(28)
                .putLong(listsAt)
                .putLong(written)
                .putInt(frame.length)
                .putInt(out.size())
                .putInt(TextFormat.checksum(frame, 0, frame.length))
                .array());
        TextFormat.varint(directory, texts.get(0).length);
        directory.writeBytes(texts.get(0));
        write(frame);
        wordsCount++;
        texts.clear();
        counts.clear();
        lists.clear();
        gathered = 0;
    }

    /** Writes the rest, and has the file on disk. */
    void finish(int[] unitEntries, int[] entryOffsets, int entries) throws IOException {
        words();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long before = fromOffset;
        int entry = 0;
        for (int unit = 0; unit < units; unit++) {
            TextFormat.varint(out, unitEntries[unit]);
            for (int i = 0; i < unitEntries[unit]; i++, entry++) {
                long offset = Integer.toUnsignedLong(entryOffsets[entry]);
                TextFormat.varint(out, (int) (offset - before));
                before = offset;
            }
        }
        if (entry != entries) {
            throw new IllegalStateException("the units have " + entry + " entries, not " + entries);
        }
        ByteBuffer footer =
                ByteBuffer.allocate(TextFormat.FOOTER_BYTES).putInt(units).putInt(wordsCount);
        frame(out.toByteArray(), footer);
        frame(directory.toByteArray(), footer);
        write(footer.putInt(TextFormat.checksum(footer.array(), 0, TextFormat.FOOTER_BYTES - 4))
                .array());
        channel.force(true);
    }

    private void frame(byte[] raw, ByteBuffer footer) throws IOException {
        byte[] frame = TextFormat.compress(raw);
        footer.putLong(written)
                .putInt(frame.length)
                .putInt(raw.length)
                .putInt(TextFormat.checksum(frame, 0, frame.length));
        write(frame);
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            written += channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
