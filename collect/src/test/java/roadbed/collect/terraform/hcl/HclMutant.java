package roadbed.collect.terraform.hcl;

import java.util.List;
import java.util.Random;

/** Texts that are nearly HCL: cases with pieces taken out, put in, doubled and swapped, and random tokens. */
final class HclMutant {
  private static final List<String> PIECES =
      List.of(
          "a", "b", "for", "in", "if", "else", "endif", "endfor", "true", "null", "1", "0.5", "2e3", "\"", "\"x\"", "${", "%{", "}",
          "{", "[", "]", "(", ")", "=", "==", "!=", "=>", ">=", "<", "&&", "||", "!", "?", ":", "::", ".", "...", ",", "*", "[*]",
          ".*", "+", "-", "/", "%", "\n", "\n", " ", "#", "//", "/*", "*/", "<<EOT\n", "<<-E\n", "\nEOT\n", "\nE\n", "\\", "\\n",
          "\\u00e9", "$", "$$", "$${", "~", "~}", "${~", "é", "_", ";", "'", "`", "&", "|", "^", "\r\n", "\t", "a = 1\n", "b {\n}\n",
          "b { a = 1 }", "f(x)", "x.y", "x[0]", "[for x in y : x]", "{ a = 1 }", "%{ if x }", "%{ endif }");

  private HclMutant() {}

  static String of(Random random) {
    if (random.nextInt(4) == 0) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "a = " : "");
      int pieces = 1 + random.nextInt(8);
      for (int i = 0; i < pieces; i++) {
        text.append(piece(random)).append(random.nextInt(3) == 0 ? " " : "");
      }
      return text.append(random.nextBoolean() ? "\n" : "").toString();
    }
    List<HclCase> cases = HclCase.all();
    String text = cases.get(random.nextInt(cases.size())).text();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      text = changed(text, random);
    }
    return text;
  }

  private static String piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  private static String changed(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), at + 1 + random.nextInt(4));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + text.substring(to);
      case 1 -> text.substring(0, at) + text.substring(at, to) + text.substring(at);
      case 2 -> text.substring(0, at) + piece(random) + text.substring(to);
      default -> text.substring(0, at) + piece(random) + text.substring(at);
    };
  }
}
