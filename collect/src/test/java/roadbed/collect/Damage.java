package roadbed.collect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Damages texts: whole values become values of another kind, tokens of one document stand in another, and pieces are taken
 * out, doubled, moved and cut off.
 */
final class Damage {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"|'[^'\\n]*'|[A-Za-z0-9_$!./:-]+|\\s+|.", Pattern.DOTALL);
  private static final List<String> PIECES =
      List.of(
          "null", "true", "-1", "0", "1e999", "99999999999999999999", "0.5", "\"\"", "''", "[]", "{}", "[[]]", "[null]",
          "{\"a\": {}}", "[{\"a\": 1}]", "\"x\"", "\"é\u0000\"", "\"${a}\"", "\"%{\"", "\"[\"", "\"]\"", "\"/\"", "\".\"", "\"::\"",
          "\"//\"", "\"[0]\"", "\"a[\"", "\"a.b[\\\"\"", "\"=\"", "\":\"", "\"-\"", "\" \"", "\"\\n\"", "{", "}", "[", "]", "\"", "'", ":", ",",
          "\n", "\n\n", "\t", "#", "&a ", "*a", "<<: ", "!Ref ", "!Sub ", "!x ", "|\n", ">-\n", "---\n", "...", "\\", "$", "${", "%{", "~",
          "\ufeff", "\u2028", "\ud83d\ude00", "\r\n");

  private final List<String> tokens = new ArrayList<>();
  private final Random random;

  /** Damages that put in tokens of these texts too. */
  Damage(Collection<String> texts, Random random) {
    this.random = random;
    for (String text : texts) {
      TOKEN.matcher(text).results().map(MatchResult::group).filter(token -> !token.isBlank()).forEach(tokens::add);
    }
  }

  /** A text with one to four damages. */
  String of(String text) {
    String damaged = text;
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      damaged = random.nextInt(4) == 0 ? piece(damaged) : token(damaged);
    }
    return damaged;
  }

  /** A token of the text, or what stands between a pair of brackets, gives way to something else. */
  private String token(String text) {
    List<MatchResult> found = TOKEN.matcher(text).results().filter(token -> !token.group().isBlank()).toList();
    if (found.isEmpty()) {
      return text;
    }
    MatchResult at = found.get(random.nextInt(found.size()));
    int end = at.end();
    if (at.group().equals("{") || at.group().equals("[")) {
      end = closing(text, at.start());
    }
    String instead =
        switch (random.nextInt(5)) {
          case 0 -> "";
          case 1 -> tokens.get(random.nextInt(tokens.size()));
          case 2 -> text.substring(at.start(), end).repeat(2);
          default -> PIECES.get(random.nextInt(PIECES.size()));
        };
    return text.substring(0, at.start()) + instead + text.substring(end);
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  private String piece(String text) {
    if (text.isEmpty()) {
      return PIECES.get(random.nextInt(PIECES.size()));
    }
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + 1 + random.nextInt(30));
    String piece = text.substring(at, to);
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, at) + text.substring(to);
      case 1 -> text.substring(0, at) + piece + text.substring(at);
      case 2 -> text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(at);
      case 3 -> {
        String rest = text.substring(0, at) + text.substring(to);
        int into = random.nextInt(rest.length() + 1);
        yield rest.substring(0, into) + piece + rest.substring(into);
      }
      default -> random.nextInt(4) == 0 ? text.substring(0, at) : text.substring(0, at) + "\n" + text.substring(at);
    };
  }
}
