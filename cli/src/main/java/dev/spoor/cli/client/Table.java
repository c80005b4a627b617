package dev.spoor.cli.client;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows for people: columns as wide as what stands in them, numbers to the right, the last column cut by nobody. */
final class Table {
    private static final int MAX_WIDTH = 48;

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /** @param headings one a column; one that begins with '>' is of numbers */
    Table(String... headings) {
        right = new boolean[headings.length];
        String[] names = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            names[i] = right[i] ? headings[i].substring(1) : headings[i];
        }
        rows.add(names);
    }

    void row(String... cells) {
        rows.add(cells);
    }

    int size() {
        return rows.size() - 1;
    }

    void print(PrintWriter out) {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = i == row.length - 1 ? row[i] : cut(row[i]);
                widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                int pad = widths[i] - row[i].codePointCount(0, row[i].length());
                line.append(i == 0 ? "" : "  ");
                line.append(
                        right[i] ? " ".repeat(pad) + row[i] : row[i] + (i == row.length - 1 ? "" : " ".repeat(pad)));
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }

    private static String cut(String cell) {
        return cell.codePointCount(0, cell.length()) <= MAX_WIDTH
                ? cell
                : cell.substring(0, cell.offsetByCodePoints(0, MAX_WIDTH - 1)) + "…";
    }
}
