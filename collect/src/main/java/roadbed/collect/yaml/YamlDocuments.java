package roadbed.collect.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * The documents of a YAML text, one after the other. The text is divided at its document markers first, so
 * that a broken document does not take the following ones with it.
 */
public final class YamlDocuments {
  private final String text;
  private final String file;
  private final Limits limits;
  private final YamlTags tags;
  private int next;
  private int line = 1;
  private int count;

  /** The documents of a file whose text was read. */
  public YamlDocuments(String text, SourceFile file, Limits limits) {
    this(text, file, limits, (_, node) -> node);
  }

  /** The documents of a file in whose format tags have a meaning. */
  public YamlDocuments(String text, SourceFile file, Limits limits, YamlTags tags) {
    this.tags = tags;
    this.text = text;
    this.file = file.name();
    this.limits = limits;
  }

  /** What a piece of the text between two document markers is. */
  public sealed interface Document {

    /** The text of the piece. */
    String text();

    /** Documents, seldom more than one, with what is worth a warning. */
    record Read(List<YamlNode> roots, List<Diagnostic> warnings, String text) implements Document {
      public Read {
        roots = List.copyOf(roots);
        warnings = List.copyOf(warnings);
      }
    }

    /** It is not YAML, or goes beyond a bound. */
    record Broken(Diagnostic why, String text) implements Document {}
  }

  /** Whether there is another piece of text. */
  public boolean hasNext() {
    return next < text.length() && count <= limits.yamlDocuments();
  }

  /** Reads the next piece. */
  public Document next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more documents");
    }
    int start = next;
    int startLine = line;
    next = endOfDocument(start);
    String piece = text.substring(start, next);
    line += (int) piece.chars().filter(c -> c == '\n').count();
    if (++count > limits.yamlDocuments()) {
      return new Document.Broken(
          Diagnostic.error(
              "yaml.bounds",
              Location.of(file, startLine, 1),
              "the file has more than " + limits.yamlDocuments() + " documents; the rest is not read",
              "split it into several files"),
          "");
    }
    if (isBlank(piece)) {
      return new Document.Read(List.of(), List.of(), piece);
    }
    YamlComposer composer = new YamlComposer(piece, file, startLine - 1, limits, tags);
    List<YamlNode> roots = new ArrayList<>();
    try {
      for (Optional<YamlNode> root = composer.next(); root.isPresent(); root = composer.next()) {
        roots.add(root.get());
      }
    } catch (YamlComposer.Problem problem) {
      return new Document.Broken(problem.diagnostic(), piece);
    }
    return new Document.Read(roots, composer.warnings(), piece);
  }

  /** Where the next document marker begins that stands at the beginning of a line, or the end. */
  private int endOfDocument(int start) {
    int at = start;
    while (true) {
      int newline = text.indexOf('\n', at);
      if (newline < 0) {
        return text.length();
      }
      at = newline + 1;
      if (text.startsWith("---", at)
          && (at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3)))) {
        return at;
      }
    }
  }

  /** Whether there are only comments and directives. */
  private static boolean isBlank(String piece) {
    return piece
        .lines()
        .map(String::strip)
        .allMatch(
            line ->
                line.isEmpty()
                    || line.startsWith("#")
                    || line.startsWith("%")
                    || line.equals("---")
                    || line.equals("..."));
  }
}
