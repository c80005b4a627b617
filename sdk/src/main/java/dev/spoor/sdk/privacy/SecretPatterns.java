package dev.spoor.sdk.privacy;

import java.util.List;
import java.util.regex.Pattern;

/** How secrets, e-mail addresses and numbers of payment cards look. */
final class SecretPatterns {
    /** Formats that well-known services give their keys, bearer tokens, JSON web tokens, and private keys. */
    static final Pattern SECRETS = Pattern.compile("\\bsk-[A-Za-z0-9_-]{16,}"
            + "|\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"
            + "|\\bgh[pousr]_[A-Za-z0-9]{30,}"
            + "|\\bgithub_pat_[A-Za-z0-9_]{22,}"
            + "|\\bAIza[0-9A-Za-z_-]{35}"
            + "|\\bxox[abposr]-[A-Za-z0-9-]{10,}"
            + "|\\bhf_[A-Za-z0-9]{30,}"
            + "|\\bglpat-[A-Za-z0-9_-]{20,}"
            + "|\\blsv2_[a-z]{2}_[A-Za-z0-9_]{20,}"
            + "|\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+"
            + "|\\b[Bb](?:earer|EARER) [A-Za-z0-9._~+/-]{16,}=*"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[^\"]*?-----END [A-Z ]*PRIVATE KEY-----");

    static final Pattern EMAILS =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,8}\\.[A-Za-z]{2,24}");

    static final Pattern CARDS = Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])");

    /** Texts without any of these hold none of {@link #SECRETS}. To look for them is far cheaper. */
    private static final List<String> SECRET_SIGNS = List.of(
            "sk-",
            "AKIA",
            "ASIA",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "AIza",
            "xox",
            "hf_",
            "glpat-",
            "lsv2_",
            ".eyJ",
            "earer ",
            "EARER ",
            "PRIVATE KEY");

    private static final int SHORTEST_SECRET = 13;

    private SecretPatterns() {}

    static boolean hasSecretSign(String text) {
        if (text.length() >= SHORTEST_SECRET) {
            for (String sign : SECRET_SIGNS) {
                if (text.contains(sign)) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean mayHoldCard(String text) {
        return text.length() >= SHORTEST_SECRET;
    }

    /** Luhn's sum. */
    static boolean hasCheckDigit(String number) {
        int sum = 0;
        boolean twice = false;
        for (int i = number.length() - 1; i >= 0; i--) {
            int digit = number.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                continue;
            }
            int counted = twice ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
            twice = !twice;
        }
        return sum % 10 == 0;
    }
}
