package dev.spoor.store.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** The search finds what {@link String#indexOf} finds. Few letters, so that much of a text is nearly found. */
class ByteSearchTest {
    @Property
    void itFindsTheFirstPlace(
            @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'c') String text,
            @ForAll @StringLength(min = 1, max = 5) @CharRange(from = 'a', to = 'c') String wanted,
            @ForAll @IntRange(max = 10) int from) {
        ByteSearch search = new ByteSearch(bytes(wanted), true);
        assertThat(search.indexOf(bytes(text), from, text.length())).isEqualTo(place(text, wanted, from));
        assertThat(search.isIn(bytes(text))).isEqualTo(text.contains(wanted));
    }

    @Property
    void caseMayNotCount(
            @ForAll @StringLength(max = 60) @CharRange(from = 'A', to = 'C') @CharRange(from = 'a', to = 'c')
                    String text,
            @ForAll @StringLength(min = 1, max = 5) @CharRange(from = 'A', to = 'C') @CharRange(from = 'a', to = 'c')
                    String wanted) {
        ByteSearch search = new ByteSearch(bytes(wanted), false);
        assertThat(search.indexOf(bytes(text), 0, text.length()))
                .isEqualTo(text.toLowerCase(Locale.ROOT).indexOf(wanted.toLowerCase(Locale.ROOT)));
    }

    @Property
    void nothingBehindTheEndIsFound(@ForAll @StringLength(min = 1, max = 8) String wanted) {
        byte[] text = bytes(wanted);
        assertThat(new ByteSearch(text, true).indexOf(text, 0, text.length - 1)).isEqualTo(-1);
        assertThat(new ByteSearch(text, true).indexOf(text, 0, text.length)).isZero();
    }

    private static int place(String text, String wanted, int from) {
        return from > text.length() ? -1 : text.indexOf(wanted, from);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
