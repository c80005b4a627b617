package dev.spoor.bench;

import java.util.Random;

/**
 * Text that compresses like text: words of a few thousand with the frequencies of a natural language (Zipf's law), in
 * sentences. Made up, so that it belongs to nobody; the same seed gives the same text.
 */
final class English {
    private static final int VOCABULARY = 12_000;
    private static final String[] ONSETS = {
        "b", "br", "c", "ch", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "st", "t", "th", "tr", "v", "w"
    };
    private static final String[] VOWELS = {"a", "e", "i", "o", "u", "ea", "ou", "ai"};
    private static final String[] CODAS = {"", "n", "r", "s", "t", "l", "nd", "st", "ck", "ng", "m"};

    private final Random random;
    private final String[] words = new String[VOCABULARY];
    private final double[] cumulative = new double[VOCABULARY];

    English(long seed) {
        random = new Random(seed);
        double total = 0;
        for (int i = 0; i < VOCABULARY; i++) {
            words[i] = word(i);
            total += 1.0 / (i + 2.7);
            cumulative[i] = total;
        }
        for (int i = 0; i < VOCABULARY; i++) {
            cumulative[i] /= total;
        }
    }

    /** Frequent words are short. */
    private String word(int rank) {
        StringBuilder word = new StringBuilder();
        int syllables = rank < 60 ? 1 : rank < 2_000 ? 2 : 3;
        for (int i = 0; i < syllables; i++) {
            word.append(ONSETS[random.nextInt(ONSETS.length)])
                    .append(VOWELS[random.nextInt(VOWELS.length)])
                    .append(i + 1 == syllables ? CODAS[random.nextInt(CODAS.length)] : "");
        }
        return word.toString();
    }

    /** The word of that rank: 0 for the most frequent, which is in every text of some length. */
    String ranked(int rank) {
        return words[rank];
    }

    String next() {
        int at = java.util.Arrays.binarySearch(cumulative, random.nextDouble());
        return words[Math.min(VOCABULARY - 1, at < 0 ? -at - 1 : at)];
    }

    /** Sentences of about so many characters, without characters that JSON would escape. */
    String sentences(int characters) {
        StringBuilder text = new StringBuilder(characters + 40);
        int left = 0;
        while (text.length() < characters) {
            if (left == 0) {
                left = 6 + random.nextInt(14);
                String first = next();
                text.append(Character.toUpperCase(first.charAt(0))).append(first.substring(1));
            } else {
                text.append(next());
            }
            text.append(--left == 0 ? ". " : random.nextInt(14) == 0 ? ", " : " ");
        }
        return text.toString();
    }
}
