package roadbed.collect.terraform.expression;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import roadbed.model.Value;

/**
 * Parses a template: text with <code>${…}</code> and {@code %{…}} in it, in quotes, between markers, or as a whole
 * text. It is first cut into parts, a line of text each where lines matter; blanks are trimmed and indents taken off;
 * then directives get what stands between them.
 */
final class TemplateParser {
  private static final int DEEPEST = 50;

  private final Cursor cursor;
  private final ExpressionParser expressions;
  private int depth;

  TemplateParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  private sealed interface Part {
    int offset();

    /** Text as it is meant, escapes resolved. */
    record Words(int offset, String text) implements Part {}

    record Interpolation(int offset, Expression expression) implements Part {}

    record If(int offset, Expression condition) implements Part {}

    record For(int offset, ExpressionParser.Loop loop) implements Part {}

    /** {@code else}, {@code endif} or {@code endfor}. */
    record Word(int offset, String word) implements Part {}
  }

  /** Parts while they are gathered. */
  private static final class Parts {
    final List<Part> all = new ArrayList<>();

    /** Whether the blanks that follow are to be dropped, after a {@code ~}}. */
    boolean trimNext;

    void words(int offset, String text) {
      all.add(new Part.Words(offset, trimNext ? text.substring(leadingBlanks(text)) : text));
      trimNext = false;
    }

    /** Drops the blanks before a <code>${~</code>. */
    void trimLast() {
      if (!all.isEmpty() && all.getLast() instanceof Part.Words words) {
        int end = words.text().length();
        while (end > 0 && isBlank(words.text().charAt(end - 1))) {
          end--;
        }
        all.set(all.size() - 1, new Part.Words(words.offset(), words.text().substring(0, end)));
      }
    }
  }

  private static boolean isBlank(char c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085';
  }

  private static int leadingBlanks(String text) {
    int blanks = 0;
    while (blanks < text.length() && isBlank(text.charAt(blanks))) {
      blanks++;
    }
    return blanks;
  }

  /** The text as a whole, in which lines matter and backslashes do not. */
  Expression bare() {
    Parts parts = new Parts();
    while (!cursor.atEnd()) {
      if (!sequence(parts)) {
        plainWords(parts);
      }
    }
    return tree(parts.all);
  }

  /** What stands in quotes, from behind the first. */
  Expression quoted() {
    return tree(quotedParts());
  }

  /** What stands in quotes where nothing may be worked out, from behind the first. */
  String quotedText() {
    StringBuilder text = new StringBuilder();
    for (Part part : quotedParts()) {
      if (!(part instanceof Part.Words words)) {
        throw new SyntaxProblem(part.offset(), "a plain text is expected here; double the sign before the brace to mean it literally");
      }
      text.append(words.text());
    }
    return text.toString();
  }

  /** Forgets what a problem left behind. */
  void begin() {
    depth = 0;
  }

  private List<Part> quotedParts() {
    deeper();
    boolean before = cursor.linesAreBlank();
    Parts parts = new Parts();
    while (!cursor.atEnd() && cursor.here() != '"') {
      if (!sequence(parts)) {
        quotedWords(parts);
      }
    }
    if (cursor.atEnd()) {
      throw cursor.problem("the text in quotes does not end");
    }
    cursor.moveTo(cursor.at() + 1);
    cursor.linesAreBlank(before);
    depth--;
    return parts.all;
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw cursor.problem("the template is nested more than " + DEEPEST + " deep");
    }
  }

  /** What stands between {@code <<NAME} and a line of that name alone. */
  Expression heredoc() {
    String text = cursor.text();
    int start = cursor.at();
    boolean flush = text.startsWith("<<-", start);
    cursor.moveTo(start + (flush ? 3 : 2));
    if (!text.startsWith("<<", start) || !cursor.atName()) {
      cursor.moveTo(start);
      throw cursor.problem("an expression is expected here");
    }
    String marker = cursor.name();
    if (cursor.here() == '\r' && cursor.behind(1) == '\n') {
      cursor.moveTo(cursor.at() + 1);
    }
    if (cursor.here() != '\n') {
      throw cursor.problem("a new line is expected right behind the name that ends the text");
    }
    cursor.moveTo(cursor.at() + 1);
    deeper();
    boolean before = cursor.linesAreBlank();
    Parts parts = new Parts();
    boolean lineStart = true;
    while (true) {
      if (cursor.atEnd()) {
        throw new SyntaxProblem(start, "the line that ends this text is missing");
      }
      if (lineStart) {
        int end = text.indexOf('\n', cursor.at());
        if (end >= 0 && isMarker(text, cursor.at(), end, marker)) {
          cursor.moveTo(text.charAt(end - 1) == '\r' ? end - 1 : end);
          break;
        }
      }
      lineStart = !sequence(parts) && plainWords(parts);
    }
    cursor.linesAreBlank(before);
    depth--;
    if (flush) {
      takeIndentOff(parts.all);
    }
    return tree(parts.all);
  }

  private static boolean isMarker(String text, int from, int to, String marker) {
    int start = from;
    int end = to;
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end - start == marker.length() && text.startsWith(marker, start);
  }

  /** Whether an escaped opening stands here, which means its last two characters. */
  private boolean atEscapedOpening() {
    char sign = cursor.here();
    return (sign == '$' || sign == '%') && cursor.behind(1) == sign && cursor.behind(2) == '{';
  }

  private boolean atOpening() {
    char sign = cursor.here();
    return (sign == '$' || sign == '%') && cursor.behind(1) == '{';
  }

  /** Takes text up to the next sequence or the end of the line, with it; says whether it ended with the line. */
  private boolean plainWords(Parts parts) {
    StringBuilder words = new StringBuilder();
    int start = cursor.at();
    boolean lineEnds = false;
    while (!cursor.atEnd() && !lineEnds) {
      if (atEscapedOpening()) {
        words.append(cursor.here()).append('{');
        cursor.moveTo(cursor.at() + 3);
      } else if (atOpening()) {
        break;
      } else {
        lineEnds = cursor.here() == '\n';
        character(words);
      }
    }
    parts.words(start, words.toString());
    return lineEnds;
  }

  private void quotedWords(Parts parts) {
    StringBuilder words = new StringBuilder();
    int start = cursor.at();
    while (!cursor.atEnd() && cursor.here() != '"') {
      if (atEscapedOpening()) {
        words.append(cursor.here()).append('{');
        cursor.moveTo(cursor.at() + 3);
      } else if (atOpening()) {
        break;
      } else if (cursor.here() == '\\') {
        escape(words);
      } else if (cursor.here() == '\n' || cursor.here() == '\r') {
        throw cursor.problem("a text in quotes ends on its line; write \\n for a new line");
      } else {
        character(words);
      }
    }
    parts.words(start, words.toString());
  }

  private void character(StringBuilder into) {
    char c = cursor.here();
    int length = 1;
    if (Character.isSurrogate(c)) {
      if (!Character.isHighSurrogate(c) || !Character.isLowSurrogate(cursor.behind(1))) {
        throw cursor.problem("the text is not valid UTF-8 here");
      }
      length = 2;
    }
    into.append(cursor.text(), cursor.at(), cursor.at() + length);
    cursor.moveTo(cursor.at() + length);
  }

  private void escape(StringBuilder words) {
    char escaped = cursor.behind(1);
    switch (escaped) {
      case 'n' -> words.append('\n');
      case 'r' -> words.append('\r');
      case 't' -> words.append('\t');
      case '"' -> words.append('"');
      case '\\' -> words.append('\\');
      case 'u', 'U' -> {
        int digits = escaped == 'u' ? 4 : 8;
        words.appendCodePoint(codePoint(digits));
        cursor.moveTo(cursor.at() + digits);
      }
      default -> throw cursor.problem("the character behind the backslash escapes nothing");
    }
    cursor.moveTo(cursor.at() + 2);
  }

  private int codePoint(int digits) {
    long code = 0;
    for (int i = 0; i < digits; i++) {
      char c = cursor.behind(2 + i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw cursor.problem("the escape takes " + digits + " hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    if (code > Character.MAX_CODE_POINT || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE)) {
      throw cursor.problem("the escape stands for no character");
    }
    return (int) code;
  }

  /** Takes an interpolation or a directive; false where none stands here. */
  private boolean sequence(Parts parts) {
    if (!atOpening()) {
      return false;
    }
    int start = cursor.at();
    boolean directive = cursor.here() == '%';
    cursor.moveTo(start + 2);
    parts.trimNext = false;
    if (cursor.here() == '~') {
      cursor.moveTo(start + 3);
      parts.trimLast();
    }
    boolean before = cursor.linesAreBlank(true);
    parts.all.add(
        directive ? directive(start) : new Part.Interpolation(start, expressions.conditional()));
    parts.trimNext = cursor.take("~}");
    if (!parts.trimNext && !cursor.take('}')) {
      throw cursor.problem(
          directive
              ? "\"}\" is expected behind the directive"
              : "\"}\" is expected behind the expression; double the sign before the brace to mean it literally");
    }
    cursor.linesAreBlank(before);
    return true;
  }

  private Part directive(int start) {
    cursor.blank();
    int at = cursor.at();
    String word = cursor.atName() ? cursor.name() : "";
    return switch (word) {
      case "if" -> new Part.If(start, expressions.conditional());
      case "for" -> new Part.For(start, expressions.loop());
      case "else", "endif", "endfor" -> new Part.Word(start, word);
      default -> throw new SyntaxProblem(at, "if, for, else, endif or endfor is expected here");
    };
  }

  /** Takes from each line the indent that all lines have; a line of blanks alone has none of its own. */
  private static void takeIndentOff(List<Part> parts) {
    int least = Integer.MAX_VALUE;
    List<Integer> indented = new ArrayList<>();
    boolean lineStart = true;
    for (int i = 0; i < parts.size(); i++) {
      boolean first = lineStart;
      lineStart = false;
      if (!(parts.get(i) instanceof Part.Words words)) {
        least = first ? 0 : least;
        continue;
      }
      if (first) {
        int blanks = leadingBlanks(words.text());
        if (blanks < words.text().length() || !words.text().endsWith("\n")) {
          least = Math.min(least, blanks);
          indented.add(i);
        }
      }
      lineStart = words.text().endsWith("\n");
    }
    for (int i : indented) {
      if (parts.get(i) instanceof Part.Words words) {
        parts.set(i, new Part.Words(words.offset(), words.text().substring(Math.min(least, words.text().length()))));
      }
    }
  }

  // From parts to a tree.

  private Expression tree(List<Part> parts) {
    if (parts.isEmpty()) {
      return new Expression.Literal(new Value.Text(""));
    }
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Interpolation only) {
      return only.expression();
    }
    Tree tree = new Tree(parts);
    List<Expression> all = tree.until("", parts.getFirst().offset());
    boolean plain = all.size() == 1 && all.getFirst() instanceof Expression.Literal(Value.Text _);
    return plain ? all.getFirst() : new Expression.Template(all);
  }

  /** Gives directives what stands between them. */
  private final class Tree {
    private final List<Part> parts;
    private int next;
    private String end = "";

    Tree(List<Part> parts) {
      this.parts = parts;
    }

    /**
     * The expressions up to a directive that ends them, which {@link #end} tells then.
     *
     * @param directive the directive that is open; empty at the top
     * @param opened where it stands
     */
    List<Expression> until(String directive, int opened) {
      expressions.down();
      List<Expression> all = new ArrayList<>();
      StringBuilder words = new StringBuilder();
      end = "";
      while (next < parts.size()) {
        Part part = parts.get(next++);
        if (!(part instanceof Part.Words)) {
          flush(words, all);
        }
        switch (part) {
          case Part.Words text -> words.append(text.text());
          case Part.Interpolation interpolation -> all.add(interpolation.expression());
          case Part.If choice -> all.add(choice(choice));
          case Part.For loop -> {
            List<Expression> body = until("for", loop.offset());
            if (!end.equals("endfor")) {
              throw new SyntaxProblem(loop.offset(), "this directive has no endfor");
            }
            all.add(
                new Expression.TemplateFor(
                    loop.loop().key(),
                    loop.loop().value(),
                    loop.loop().collection(),
                    new Expression.Template(body)));
          }
          case Part.Word word -> {
            if (directive.isEmpty()
                || (directive.equals("for") && !word.word().equals("endfor"))
                || (directive.equals("if") && word.word().equals("endfor"))
                || (directive.equals("else") && !word.word().equals("endif"))) {
              throw new SyntaxProblem(word.offset(), "this directive has nothing to end here");
            }
            end = word.word();
            expressions.up();
            return all;
          }
        }
      }
      flush(words, all);
      if (!directive.isEmpty()) {
        throw new SyntaxProblem(opened, "this directive has no end" + (directive.equals("for") ? "for" : "if"));
      }
      expressions.up();
      return all;
    }

    private Expression choice(Part.If choice) {
      List<Expression> then = until("if", choice.offset());
      List<Expression> otherwise = end.equals("else") ? until("else", choice.offset()) : List.of();
      return new Expression.Conditional(
          choice.condition(), new Expression.Template(then), new Expression.Template(otherwise));
    }

    private void flush(StringBuilder words, List<Expression> all) {
      if (!words.isEmpty()) {
        String text = words.toString();
        // Texts of the language are normalized, as those of its values are.
        boolean plain = text.chars().allMatch(c -> c < 0x300);
        all.add(
            new Expression.Literal(
                new Value.Text(plain ? text : Normalizer.normalize(text, Normalizer.Form.NFC))));
        words.setLength(0);
      }
    }
  }
}
