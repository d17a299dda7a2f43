package roadbed.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.ExceptionRules;
import roadbed.model.Location;

/**
 * Comments that refer to an exception, {@code # roadbed:exception EX-123}, and those by which other tools are told to
 * skip something, which mean nothing here and are worth a word.
 */
final class ExceptionMarks {
  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_MARKS = 10_000;
  private static final Set<String> EXTENSIONS =
      Set.of("tf", "tofu", "hcl", "yaml", "yml", "bicep", "dockerfile", "jenkinsfile", "groovy");
  private static final Set<String> NAMES = Set.of("dockerfile", "containerfile", "jenkinsfile");
  private static final String WORD = "roadbed:exception";
  private static final Pattern MARK =
      Pattern.compile("(?:#|//|/\\*)[ \\t]*roadbed:exception[ \\t=:]+([A-Za-z0-9][A-Za-z0-9._/-]{0,99})");
  private static final List<String> OTHERS =
      List.of(
          "checkov:skip", "checkov.io/skip", "tfsec:ignore", "trivy:ignore", "kics-scan ignore", "kics-scan disable",
          "ts:skip", "runterrascan.io/skip", "hadolint ignore", "kube-linter.io/ignore", "cfn_nag:");

  private ExceptionMarks() {}

  /** Tells the sink of the marks in a file that can hold comments. */
  static void read(SourceFile file, CollectionSink sink) throws IOException {
    String name = file.name().substring(file.name().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (!EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1)) && !NAMES.contains(name)) {
      return;
    }
    byte[] bytes;
    try (InputStream in = file.open()) {
      bytes = in.readNBytes(MOST_BYTES);
    }
    // One character for each byte: what is looked for is ASCII, and line numbers stay what they are.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    marks(text, file.name(), sink);
    others(text, file.name(), sink);
  }

  private static void marks(String text, String file, CollectionSink sink) {
    List<ExceptionRules.Mark> marks = new ArrayList<>();
    Places places = new Places(text);
    for (int at = text.indexOf(WORD); at >= 0 && marks.size() < MOST_MARKS; at = text.indexOf(WORD, at + 1)) {
      int start = text.lastIndexOf('\n', at) + 1;
      int end = text.indexOf('\n', at);
      Matcher matcher = MARK.matcher(text.substring(start, end < 0 ? text.length() : end));
      Location location = Location.of(file, places.line(at), at - start + 1);
      if (matcher.find()) {
        marks.add(new ExceptionRules.Mark(matcher.group(1), location));
      } else {
        sink.diagnostic(
            Diagnostic.warning(
                "exception.mark",
                location,
                "this does not name an exception",
                "write # roadbed:exception and the exception's id"));
      }
    }
    if (!marks.isEmpty()) {
      sink.facts(EstateFacts.of(new ExceptionRules(List.of(), Optional.empty(), marks)));
    }
  }

  private static void others(String text, String file, CollectionSink sink) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    int first = text.length();
    for (String word : OTHERS) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
        counts.merge(word, 1, Integer::sum);
        first = Math.min(first, at);
      }
    }
    if (!counts.isEmpty()) {
      int count = counts.values().stream().mapToInt(Integer::intValue).sum();
      sink.diagnostic(
          new Diagnostic(
              Diagnostic.Level.INFO,
              "exception.other-tool",
              Location.of(file, new Places(text).line(first), 0),
              (count == 1 ? "a comment asks" : count + " comments ask")
                  + " another tool to skip something ("
                  + String.join(", ", counts.keySet())
                  + "); here that changes nothing",
              "ask for an exception and refer to it with # roadbed:exception"));
    }
  }

  /** Lines of places that are asked for in rising order. */
  private static final class Places {
    private final String text;
    private int line = 1;
    private int at;

    Places(String text) {
      this.text = text;
    }

    int line(int place) {
      for (; at < place; at++) {
        line += text.charAt(at) == '\n' ? 1 : 0;
      }
      return line;
    }
  }
}
