package dev.spoor.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "plain | plain",
                "C:\\new\\table | C:\\new\\table",
                "log: caf\\u00e9 | log: café",
                "{\"a\":\"C:\\\\new\"} | {\"a\":\"C:\\new\"}",
                "{\"a\":\"x\\ty\"} | {\"a\":\"x\ty\"}",
                "{\"a\":\"{\\\"b\\\":\\\"\\\\u00e9\\\"}\"} | {\"a\":\"{\"b\":\"é\"}\"}",
                "[\"\\ud83c\\udf89\"] | [\"🎉\"]",
                "{\"cut\":\"off\\n | {\"cut\":\"off\n",
                "{\"bad\":\"\\x \\u12\"} | {\"bad\":\"\\x \\u12\"}",
            },
            ignoreLeadingAndTrailingWhitespace = true)
    void textReadsAsItsReaderSeesIt(String sent, String readable) {
        assertThat(ReadableText.of(sent).strip()).isEqualTo(readable.strip());
    }

    @Test
    void ofEncodedDataTheBeginningIsLeft() {
        String data = "QUJD".repeat(400);

        assertThat(ReadableText.of("data:image/png;base64," + data + "\" and more"))
                .isEqualTo("data:image/png;base64," + data.substring(0, 64) + "…\" and more");
        assertThat(ReadableText.of("a word ".repeat(300))).isEqualTo("a word ".repeat(300));
        assertThat(ReadableText.of("x".repeat(512))).isEqualTo("x".repeat(512));
        assertThat(ReadableText.of("x".repeat(513))).hasSize(65);
    }

    @Test
    void placesAreThoseOfTheOriginal() {
        TextPattern.Found found = TextPattern.of("ÉTÉ", false).find("l'été d'ÉTÉ");

        assertThat(found).isNotNull();
        assertThat(found.places()).containsExactly(new TextPattern.Place(2, 5), new TextPattern.Place(8, 11));
    }

    @Test
    void aSpaceStandsForWhiteSpace() {
        assertThat(TextPattern.of("a b", true).isIn("a \n\t b")).isTrue();
        assertThat(TextPattern.of("a b", true).isIn("ab")).isFalse();
        assertThat(TextPattern.of(" a", true).isIn("ba")).isFalse();
        assertThat(TextPattern.of(" a", true).isIn("b\u00a0a")).isTrue();
        assertThat(TextPattern.of("a ", true).isIn("a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void nothingCannotBeLookedFor(String text) {
        assertThatThrownBy(() -> TextPattern.of(text, false)).hasMessageContaining("what to look for");
    }

    @Test
    void tooLongAPatternIsRefused() {
        assertThatThrownBy(() -> TextPattern.of("x".repeat(1001), false)).hasMessageContaining("1000");
    }

    @Test
    void foldingKeepsPlacesAndMakesNoAscii() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            int folded = Folding.of(codePoint);
            assertThat(Character.charCount(folded)).isEqualTo(Character.charCount(codePoint));
            assertThat(folded < 0x80 && codePoint >= 0x80).isFalse();
        }
        assertThat(Folding.of("ÄÖ 𐐀 \u212a")).isEqualTo("äö 𐐨 \u212a");
    }

    @Test
    void textIsCutIntoWordsAndPairsOfSigns() {
        assertThat(words("refund_policy v2: 東京都です 🎉 京"))
                .containsExactly("refund", "policy", "v2", "東京", "京都", "都で", "です", "🎉", "京");
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        char[] chars = text.toCharArray();
        Words.forEach(chars, chars.length, (c, from, to) -> words.add(new String(c, from, to - from)));
        return words;
    }

    @Test
    void aPatternAsksForItsWordsWithOpenEnds() {
        assertThat(WordQuery.of(TextPattern.of("fund POLICY ag", false)).words())
                .containsExactly(
                        new WordQuery.Word("fund", true, false),
                        new WordQuery.Word("policy", false, false),
                        new WordQuery.Word("ag", false, true));
        assertThat(WordQuery.ofLike("refund%x_"))
                .isEqualTo(new WordQuery(
                        List.of(new WordQuery.Word("refund", false, true), new WordQuery.Word("x", true, true))));
    }
}
