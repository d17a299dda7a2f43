package roadbed.collect.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * The instructions of a Dockerfile: lines joined where the escape character ends them, comments left out, documents
 * that stand in the file ({@code <<EOF}) taken with the instruction that they belong to.
 */
final class DockerfileLines {
  private static final int LONGEST = 1_000_000;
  private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([a-zA-Z]+)\\s*=\\s*(\\S.*?)\\s*");
  private static final Pattern HEREDOC = Pattern.compile("(?<![<\\w])\\d*<<(-?)\\s*([\"']?)([A-Za-z_][A-Za-z0-9_]*)\\2");
  private static final Set<String> WITH_DOCUMENTS = Set.of("RUN", "COPY", "ADD");
  private static final Set<String> KNOWN =
      Set.of(
          "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
          "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR");

  private final List<String> lines;
  private final Map<String, String> directives = new LinkedHashMap<>();
  private char escape = '\\';
  private int at;
  private Optional<Problem> problem = Optional.empty();

  /** An instruction: its name in capitals, what stands behind it, and the documents that follow it. */
  record Instruction(String name, String text, List<String> documents, int line) {
    Instruction {
      documents = List.copyOf(documents);
    }
  }

  /** What is wrong, and where. */
  record Problem(int line, String why) {}

  DockerfileLines(String text) {
    this.lines = text.lines().toList();
    while (at < lines.size()) {
      Matcher directive = DIRECTIVE.matcher(lines.get(at).strip());
      String name = directive.matches() ? directive.group(1).toLowerCase(Locale.ROOT) : "";
      if (!Set.of("syntax", "escape", "check").contains(name) || directives.containsKey(name)) {
        break;
      }
      directives.put(name, directive.group(2));
      if (name.equals("escape") && directive.group(2).equals("`")) {
        escape = '`';
      }
      at++;
    }
  }

  /** The directives at the head: {@code syntax}, {@code escape}, {@code check}. */
  Map<String, String> directives() {
    return directives;
  }

  /** The first thing that was wrong. */
  Optional<Problem> problem() {
    return problem;
  }

  private void wrong(int line, String why) {
    if (problem.isEmpty()) {
      problem = Optional.of(new Problem(line, why));
    }
  }

  /** The next instruction. */
  Optional<Instruction> next() {
    while (at < lines.size()) {
      String line = lines.get(at).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        at++;
        continue;
      }
      int start = at + 1;
      String whole = joined();
      int space = 0;
      while (space < whole.length() && !Character.isWhitespace(whole.charAt(space))) {
        space++;
      }
      String name = whole.substring(0, space).toUpperCase(Locale.ROOT);
      if (!KNOWN.contains(name)) {
        wrong(start, "there is no instruction of this name; it is left out");
        continue;
      }
      String text = whole.substring(space).strip();
      List<String> documents = WITH_DOCUMENTS.contains(name) ? documents(text, start) : List.of();
      return Optional.of(new Instruction(name, text, documents, start));
    }
    return Optional.empty();
  }

  /** A line with those that continue it; comments and empty lines among them are left out. */
  private String joined() {
    StringBuilder whole = new StringBuilder();
    boolean goesOn = true;
    while (goesOn && at < lines.size()) {
      String line = lines.get(at++);
      if (!whole.isEmpty() && (line.strip().startsWith("#") || line.isBlank())) {
        continue;
      }
      String trimmed = line.stripTrailing();
      goesOn = trimmed.length() > 0 && trimmed.charAt(trimmed.length() - 1) == escape;
      String piece = goesOn ? trimmed.substring(0, trimmed.length() - 1) : line;
      whole.append(whole.isEmpty() ? piece.stripLeading() : piece);
      if (whole.length() > LONGEST) {
        wrong(at, "the instruction is too long; its rest is not read");
        return whole.toString();
      }
    }
    return whole.toString();
  }

  private List<String> documents(String text, int line) {
    List<String> documents = new ArrayList<>();
    Matcher heredoc = HEREDOC.matcher(text);
    while (heredoc.find()) {
      boolean tabs = !heredoc.group(1).isEmpty();
      String end = heredoc.group(3);
      StringBuilder document = new StringBuilder();
      boolean ended = false;
      int from = at;
      while (at < lines.size() && !ended) {
        String next = lines.get(at++);
        String plain = tabs ? next.replaceFirst("^\t+", "") : next;
        ended = plain.equals(end);
        if (!ended && document.length() < LONGEST) {
          document.append(plain).append('\n');
        }
      }
      if (!ended) {
        at = from;
        wrong(line, "the document that begins here does not end");
        return documents;
      }
      documents.add(document.toString());
    }
    return documents;
  }

  /** Words as a shell divides them: quotes and escapes hold them together and are taken off. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (c == '\\' && quote == '"' && i + 1 < text.length()) {
          word.append(text.charAt(++i));
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inWord = true;
      } else if (c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** The words of the form that is a JSON array; those of the other form where it is none. */
  static List<String> jsonWords(String text) {
    try {
      List<String> words = new ArrayList<>();
      if (ValueJson.parse(text) instanceof Value.Items items) {
        for (Value item : items.values()) {
          if (item instanceof Value.Text word) {
            words.add(word.value());
          }
        }
      }
      return words;
    } catch (JacksonException notJson) {
      return words(text);
    }
  }
}
