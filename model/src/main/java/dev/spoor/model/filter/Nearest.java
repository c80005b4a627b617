package dev.spoor.model.filter;

/** Finds the known name that someone may have meant. */
final class Nearest {
    private Nearest() {}

    /** A field's name at most a third of its length away from what was written, or empty. */
    static String to(String written) {
        String best = "";
        int bestDistance = Math.max(1, written.length() / 3) + 1;
        for (Field field : Field.values()) {
            for (String name : field.names()) {
                String shown = field.keyed() ? name + "." : name;
                int end = written.indexOf('.');
                String compared = field.keyed() && end > 0 ? written.substring(0, end + 1) : written;
                int distance = distance(compared.toLowerCase(java.util.Locale.ROOT), shown);
                if (distance < bestDistance) {
                    bestDistance = distance;
                    best = field.keyed() ? shown + (end > 0 ? written.substring(end + 1) : "KEY") : name;
                }
            }
        }
        return best;
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
