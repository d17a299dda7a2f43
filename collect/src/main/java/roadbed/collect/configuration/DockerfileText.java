package roadbed.collect.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a Dockerfile into instructions: lines that go on, comments, here-documents, flags, and words. */
final class DockerfileText {
  private static final Pattern ESCAPE = Pattern.compile("#\\s*escape\\s*=\\s*([\\\\`])\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern HERE = Pattern.compile("<<(-?)([\"']?)([A-Za-z_][A-Za-z0-9_]*)\\2");
  private static final Pattern JSON_WORDS =
      Pattern.compile("\\[\\s*(?:\"(?:[^\"\\\\]|\\\\.)*+\"\\s*(?:,\\s*\"(?:[^\"\\\\]|\\\\.)*+\"\\s*)*+)?\\]");
  private static final Pattern JSON_WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
  /** Instructions whose rest is one word, as it is written for a shell. */
  private static final List<String> WHOLE = List.of("run", "cmd", "entrypoint", "maintainer", "healthcheck", "shell");
  private static final List<String> KNOWN =
      List.of(
          "add", "arg", "cmd", "copy", "entrypoint", "env", "expose", "from", "healthcheck", "label", "maintainer",
          "onbuild", "run", "shell", "stopsignal", "user", "volume", "workdir");

  private final List<String> lines;
  private final List<DockerInstruction> instructions = new ArrayList<>();
  private int next;
  private int stage = -1;
  private char escape = '\\';

  private DockerfileText(List<String> lines) {
    this.lines = lines;
  }

  static List<DockerInstruction> read(String text) throws ConfigurationException {
    DockerfileText reader = new DockerfileText(text.lines().toList());
    reader.directives();
    while (reader.next < reader.lines.size()) {
      reader.instruction();
    }
    return reader.instructions;
  }

  private void directives() {
    for (String line : lines) {
      if (!line.strip().startsWith("#")) {
        return;
      }
      Matcher matcher = ESCAPE.matcher(line.strip());
      if (matcher.matches()) {
        escape = matcher.group(1).charAt(0);
      }
    }
  }

  private void instruction() throws ConfigurationException {
    int start = next;
    String first = lines.get(next).strip();
    if (first.isEmpty()) {
      next++;
      return;
    }
    if (first.startsWith("#")) {
      next++;
      instructions.add(
          new DockerInstruction(
              "comment", "", false, List.of(), List.of(first.substring(1).strip()), Math.max(stage, 0), first, start + 1, next));
      return;
    }
    StringBuilder whole = new StringBuilder();
    boolean more = true;
    while (more && next < lines.size()) {
      String line = lines.get(next++);
      String bare = line.stripTrailing();
      if (!whole.isEmpty() && (bare.isBlank() || bare.stripLeading().startsWith("#"))) {
        continue;
      }
      more = !bare.isEmpty() && bare.charAt(bare.length() - 1) == escape;
      whole.append(more ? bare.substring(0, bare.length() - 1) : bare);
    }
    String text = whole.toString().strip();
    String[] parts = text.split("\\s+", 2);
    String command = parts[0].toLowerCase(Locale.ROOT);
    if (!KNOWN.contains(command)) {
      throw new ConfigurationException(start + 1, "there is no instruction " + parts[0]);
    }
    String rest = parts.length > 1 ? parts[1].strip() : "";
    String body = command.equals("run") || command.equals("copy") || command.equals("add") ? here(rest) : "";
    if (command.equals("from")) {
      stage++;
    }
    add(command, rest, body, text, start + 1);
  }

  /** The lines of here-documents that an instruction announces. */
  private String here(String rest) {
    StringBuilder body = new StringBuilder();
    Matcher matcher = HERE.matcher(rest);
    while (matcher.find()) {
      String end = matcher.group(3);
      while (next < lines.size()) {
        String line = lines.get(next++);
        if ((matcher.group(1).isEmpty() ? line : line.stripLeading()).equals(end)) {
          break;
        }
        body.append(line).append('\n');
      }
    }
    return body.toString();
  }

  private void add(String command, String rest, String body, String original, int start) {
    String sub = "";
    String name = command;
    String left = rest;
    if (command.equals("onbuild")) {
      String[] parts = rest.split("\\s+", 2);
      sub = parts[0].toLowerCase(Locale.ROOT);
      name = sub;
      left = parts.length > 1 ? parts[1] : "";
    }
    List<String> flags = new ArrayList<>();
    while (left.startsWith("--")) {
      String[] parts = left.split("\\s+", 2);
      flags.add(parts[0]);
      left = parts.length > 1 ? parts[1] : "";
    }
    boolean json = JSON_WORDS.matcher(left).matches();
    instructions.add(
        new DockerInstruction(
            command, sub, json, flags, words(name, left, body, json), Math.max(stage, 0), original, start, next));
  }

  private static List<String> words(String name, String text, String body, boolean json) {
    List<String> words = new ArrayList<>();
    if (json) {
      Matcher matcher = JSON_WORD.matcher(text);
      while (matcher.find()) {
        words.add(matcher.group(1).replace("\\\"", "\"").replace("\\\\", "\\"));
      }
    } else if (WHOLE.contains(name)) {
      if (name.equals("healthcheck")) {
        String[] parts = text.split("\\s+", 2);
        words.addAll(List.of(parts));
      } else if (!text.isEmpty()) {
        words.add(body.isEmpty() ? text : text + "\n" + body);
      }
    } else if (name.equals("env") || name.equals("label")) {
      pairs(text, words);
    } else {
      for (String word : split(text)) {
        words.add(word);
      }
    }
    return words;
  }

  /** Names and values, each pair with the sign between them as a third word. */
  private static void pairs(String text, List<String> words) {
    List<String> parts = split(text);
    if (!parts.isEmpty() && !parts.getFirst().contains("=")) {
      String[] halves = text.split("\\s+", 2);
      words.add(halves[0]);
      words.add(halves.length > 1 ? halves[1] : "");
      words.add("");
      return;
    }
    for (String part : parts) {
      int equals = part.indexOf('=');
      words.add(equals < 0 ? part : part.substring(0, equals));
      words.add(equals < 0 ? "" : part.substring(equals + 1));
      words.add("=");
    }
  }

  /** Words between blanks; quotes keep blanks together and stay. */
  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (Character.isWhitespace(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
        continue;
      }
      word.append(c);
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
