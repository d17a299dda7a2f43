package roadbed.collect.terraform.hcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roadbed.collect.terraform.expression.Cursor;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.expression.ExpressionParser;
import roadbed.collect.terraform.expression.Spans;
import roadbed.collect.terraform.expression.SyntaxProblem;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/** Parses the structure of a file: attributes, blocks, and what is wrong with them. */
final class BodyParser {
  private static final int DEEPEST = 100;
  private static final int MOST_PROBLEMS = 20;
  private static final Expression MALFORMED = new Expression.Literal(new Value.Unknown("its text is malformed"));

  /** What begins a block at the top of a file, where it stands at the beginning of a line. */
  private static final Pattern TOP_BLOCK =
      Pattern.compile(
          "^(resource|data|module|variable|output|provider|locals|terraform|moved|import|removed|check|ephemeral)\\b[^\\n=]*\\{",
          Pattern.MULTILINE);

  private final String file;
  private final Cursor cursor;
  private final ExpressionParser expressions;
  private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();
  private int depth;

  BodyParser(String file, String text) {
    this(file, text, null);
  }

  /**
   * @param spans takes where expressions stand, for who wants their texts
   */
  BodyParser(String file, String text, @Nullable Spans spans) {
    this.file = file;
    this.cursor = Cursor.ofFile(text);
    if (text.startsWith("\uFEFF")) {
      // A byte order mark at the very beginning is passed over.
      cursor.moveTo(1);
    }
    this.expressions = new ExpressionParser(cursor, spans);
  }

  /** Ends the parsing of a file that has more problems than are told. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  /** Ends the parsing of a block that the end of the text leaves open: nobody knows what belongs to it. */
  private static final class Unclosed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int brace;

    Unclosed(int brace) {
      super("unclosed", null, false, false);
      this.brace = brace;
    }
  }

  /** A body while it is gathered. */
  private static final class Gathered {
    final Map<String, Attribute> attributes = new LinkedHashMap<>();
    final List<Block> blocks = new ArrayList<>();

    Body body() {
      return new Body(attributes, blocks);
    }
  }

  HclFile file() {
    Gathered all = new Gathered();
    try {
      items(all, -1);
    } catch (Enough enough) {
      diagnostics.add(
          Diagnostic.error(
              "hcl.malformed",
              location(cursor.at()),
              "the file has " + MOST_PROBLEMS + " problems or more; the rest of it is not read",
              "mend the first ones; the others may be their consequence"));
    }
    return new HclFile(all.body(), List.copyOf(diagnostics));
  }

  private Location location(int offset) {
    return Location.of(file, cursor.line(offset), cursor.column(offset));
  }

  private void report(int offset, String message) {
    boolean bounds = message.contains("more than");
    diagnostics.add(
        Diagnostic.error(
            bounds ? "hcl.bounds" : "hcl.malformed",
            location(offset),
            message,
            bounds ? "such a text is hardly meant; write it in parts" : "terraform fmt and tofu fmt show it too"));
    if (diagnostics.size() >= MOST_PROBLEMS) {
      throw new Enough();
    }
  }

  /**
   * Reads items up to the brace that closes a block, or at the top up to the end.
   *
   * @param brace where the brace that opens the block stands; negative at the top
   */
  private void items(Gathered into, int brace) {
    boolean top = brace < 0;
    int level = depth;
    while (true) {
      depth = level;
      int start = cursor.at();
      String name = "";
      try {
        expressions.begin();
        while (cursor.takeLineBreak()) {
          // Empty lines mean nothing.
        }
        if (cursor.atEnd()) {
          if (top) {
            return;
          }
          throw new Unclosed(brace);
        }
        if (!top && cursor.take('}')) {
          return;
        }
        start = cursor.at();
        name = itemName();
        item(name, start, into, top);
      } catch (Unclosed unclosed) {
        if (!top) {
          throw unclosed;
        }
        report(unclosed.brace, "this block is not closed before the text ends; the block that it stands in is left out");
        cursor.moveTo(nextTopBlock(start));
      } catch (SyntaxProblem problem) {
        report(problem.offset(), problem.problem());
        if (!top && !name.isEmpty()) {
          into.attributes.putIfAbsent(name, new Attribute(name, MALFORMED, location(start)));
        }
        int end = Leap.overItem(cursor.text(), start);
        cursor.moveTo(end > problem.offset() ? end : Leap.overItem(cursor.text(), problem.offset()));
      }
    }
  }

  private int nextTopBlock(int behind) {
    Matcher matcher = TOP_BLOCK.matcher(cursor.text());
    return matcher.find(Math.min(behind + 1, cursor.text().length())) ? matcher.start() : cursor.text().length();
  }

  private String itemName() {
    if (!cursor.atName()) {
      throw cursor.problem(
          cursor.here() == '"'
              ? "the name of an attribute is not written in quotes"
              : "an attribute or a block is expected here");
    }
    return cursor.name();
  }

  private void item(String name, int start, Gathered into, boolean top) {
    if (cursor.takeEquals()) {
      attribute(name, start, into);
      lineEnds("an attribute", top);
    } else {
      into.blocks.add(block(name, start));
      lineEnds("a block", top);
    }
  }

  private void lineEnds(String what, boolean top) {
    if (!top && cursor.ahead('}')) {
      // What is meant is plain: the block ends here, and nothing of it is lost.
      report(cursor.at(), "a new line is expected behind " + what);
    } else if (!cursor.takeLineBreak() && !cursor.atEnd()) {
      throw cursor.problem(
          cursor.here() == ','
              ? "a new line is expected behind " + what + ", and no comma"
              : "a new line is expected behind " + what);
    }
  }

  private void attribute(String name, int start, Gathered into) {
    cursor.blank();
    int from = cursor.at();
    Expression value = expressions.value();
    Attribute before =
        into.attributes.putIfAbsent(name, new Attribute(name, value, location(start), from, cursor.endOfLast()));
    if (before != null) {
      report(start, "this attribute is set a second time; the first one, at " + before.location() + ", counts");
    }
  }

  private Block block(String type, int start) {
    List<String> labels = new ArrayList<>();
    while (!cursor.ahead('{')) {
      if (cursor.ahead('"')) {
        labels.add(expressions.quotedText());
      } else if (cursor.atName()) {
        labels.add(cursor.name());
      } else {
        throw cursor.problem(
            cursor.here() == '='
                ? "a block is written without \"=\""
                : labels.isEmpty()
                    ? "\"=\" and a value, or the labels and the brace of a block, are expected here"
                    : "a label or \"{\" is expected here, on the line of the block's type");
      }
    }
    if (++depth > DEEPEST) {
      throw cursor.problem("blocks are nested more than " + DEEPEST + " deep");
    }
    int brace = cursor.at();
    cursor.take('{');
    Gathered inner = new Gathered();
    cursor.blank();
    if (cursor.atEnd() || cursor.here() == '\n' || cursor.here() == '\r' || cursor.here() == '}') {
      items(inner, brace);
    } else {
      single(inner, brace);
    }
    depth--;
    return new Block(type, labels, inner.body(), location(start), start, cursor.at());
  }

  /** The body of a block on one line: one attribute. */
  private void single(Gathered into, int brace) {
    int start = cursor.at();
    String name = itemName();
    if (!cursor.takeEquals()) {
      throw cursor.problem("a block on one line holds one attribute and no block; \"=\" is expected here");
    }
    attribute(name, start, into);
    if (cursor.atEnd()) {
      throw new Unclosed(brace);
    }
    if (!cursor.take('}')) {
      report(cursor.at(), "a block on one line holds one attribute and is closed on that line");
      cursor.take(',');
      items(into, brace);
    }
  }
}
