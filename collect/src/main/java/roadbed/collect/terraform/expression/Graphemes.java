package roadbed.collect.terraform.expression;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Texts by what a person sees as one character. */
final class Graphemes {
  private Graphemes() {}

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x300 || c == '\r') {
        return false;
      }
    }
    return true;
  }

  /** Where each begins, and where the last one ends. */
  private static List<Integer> bounds(String text) {
    BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
    breaks.setText(text);
    List<Integer> bounds = new ArrayList<>();
    for (int at = breaks.first(); at != BreakIterator.DONE; at = breaks.next()) {
      bounds.add(at);
    }
    return bounds;
  }

  static int count(String text) {
    return isPlain(text) ? text.length() : bounds(text).size() - 1;
  }

  /** The characters from one to another, as far as there are any. */
  static String part(String text, int from, int to) {
    if (isPlain(text)) {
      int start = Math.min(from, text.length());
      return text.substring(start, Math.clamp(to, start, text.length()));
    }
    List<Integer> bounds = bounds(text);
    int last = bounds.size() - 1;
    int start = Math.min(from, last);
    return text.substring(bounds.get(start), bounds.get(Math.clamp(to, start, last)));
  }

  static List<String> each(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<Integer> bounds = bounds(text);
    List<String> all = new ArrayList<>();
    for (int i = 1; i < bounds.size(); i++) {
      all.add(text.substring(bounds.get(i - 1), bounds.get(i)));
    }
    return all;
  }

  static String reversed(String text) {
    if (isPlain(text)) {
      return new StringBuilder(text).reverse().toString();
    }
    List<String> all = new ArrayList<>(each(text));
    Collections.reverse(all);
    return String.join("", all);
  }
}
