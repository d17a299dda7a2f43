package roadbed.app.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import roadbed.assess.reliability.slo.BurnCatalogue;
import roadbed.assess.reliability.slo.RuleOptions;
import roadbed.assess.reliability.slo.RuleText;
import roadbed.assess.reliability.slo.SloRules;
import roadbed.collect.SloFiles;
import roadbed.model.Diagnostic;
import roadbed.model.slo.AlertWindows;

/**
 * Specifications {@code in-NAME.yaml} and the rules {@code out-NAME.yaml} that are expected of them. {@code
 * out-NAME-VARIANT.yaml} is expected with the options that the variant names: a period such as {@code 28d}, {@code
 * custom-windows-7d}, {@code no-alerts}, {@code no-recordings}, {@code extra-labels}. A specification whose name has
 * {@code invalid} in it must be refused.
 */
final class SloConformance implements Conformance {
  private static final Pattern PERIOD = Pattern.compile("(?:custom-windows-)?([0-9]+[hdwy])");
  private static final int MOST_WORDS = 1_500;

  @Override
  public String description() {
    return "pairs in-NAME.yaml and out-NAME.yaml: service level objectives and the rules of Prometheus expected of them";
  }

  @Override
  public void run(List<Path> paths, Consumer<CaseOutcome> each) throws IOException {
    Map<String, Path> in = new TreeMap<>();
    Map<String, Path> out = new TreeMap<>();
    List<AlertWindows> windows = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        sort(path, in, out);
        continue;
      }
      windows.addAll(SloFiles.read(List.of(path), SloFiles.DEFAULT_PERIOD).windows());
      try (Stream<Path> files = Files.list(path)) {
        files.sorted().forEach(file -> sort(file, in, out));
      }
    }
    Map<String, Path> unused = new TreeMap<>(in);
    for (Map.Entry<String, Path> expected : out.entrySet()) {
      Optional<String> name =
          in.keySet().stream()
              .filter(one -> expected.getKey().equals(one) || expected.getKey().startsWith(one + "-"))
              .max(Comparator.comparingInt(String::length));
      if (name.isEmpty()) {
        each.accept(skipped(expected.getValue(), "there is no specification for it"));
        continue;
      }
      unused.remove(name.get());
      String variant = expected.getKey().substring(name.get().length()).replaceFirst("^-", "");
      Path specification = in.getOrDefault(name.get(), expected.getValue());
      each.accept(compare(specification, expected.getValue(), variant, windows));
    }
    for (Map.Entry<String, Path> left : unused.entrySet()) {
      each.accept(alone(left.getKey(), left.getValue()));
    }
  }

  private static void sort(Path file, Map<String, Path> in, Map<String, Path> out) {
    Matcher name = Pattern.compile("(in|out)-(.+)\\.ya?ml").matcher(String.valueOf(file.getFileName()));
    if (name.matches()) {
      (name.group(1).equals("in") ? in : out).put(name.group(2), file);
    }
  }

  private static CaseOutcome skipped(Path file, String reason) {
    return new CaseOutcome(String.valueOf(file.getFileName()), CaseOutcome.Result.SKIPPED, reason);
  }

  private static CaseOutcome alone(String name, Path file) throws IOException {
    if (!name.contains("invalid") && !name.contains("bad")) {
      return skipped(file, "no rules are expected of it");
    }
    boolean refused = SloFiles.read(List.of(file), SloFiles.DEFAULT_PERIOD).hasErrors();
    return new CaseOutcome(
        String.valueOf(file.getFileName()),
        refused ? CaseOutcome.Result.PASSED : CaseOutcome.Result.FAILED,
        refused ? "" : "it was taken and should have been refused");
  }

  private static CaseOutcome compare(Path specification, Path file, String variant, List<AlertWindows> windows)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    RuleDocuments expected = RuleDocuments.of(Files.readString(file));
    Matcher ofPeriod = PERIOD.matcher(variant);
    Duration period =
        ofPeriod.matches() ? SloFiles.duration(ofPeriod.group(1)).orElse(SloFiles.DEFAULT_PERIOD) : SloFiles.DEFAULT_PERIOD;
    RuleOptions plain = options(true, true, Map.of(), windows);
    Optional<RuleOptions> chosen =
        switch (ofPeriod.matches() ? "" : variant) {
          case "" -> Optional.of(plain);
          case "no-alerts" -> Optional.of(options(false, true, Map.of(), windows));
          case "no-recordings" -> Optional.of(options(true, false, Map.of(), windows));
          case "extra-labels" -> {
            RuleDocuments without = RuleDocuments.of(made(specification, period, plain).text());
            yield Optional.of(options(true, true, expected.extraLabels(without), windows));
          }
          default -> Optional.empty();
        };
    if (chosen.isEmpty()) {
      return skipped(file, "the variant " + variant + " is not known");
    }
    Made made = made(specification, period, chosen.get());
    if (made.plugin()) {
      return skipped(file, "it needs a plugin, a program of its own which is not run");
    }
    if (!made.errors().isEmpty()) {
      return new CaseOutcome(name, CaseOutcome.Result.FAILED, String.join("; ", made.errors()));
    }
    List<String> differences = RuleDocuments.of(made.text()).differences(expected);
    if (differences.isEmpty()) {
      return new CaseOutcome(name, CaseOutcome.Result.PASSED, "");
    }
    String words = differences.size() + " differences: " + String.join("; ", differences);
    return new CaseOutcome(
        name, CaseOutcome.Result.FAILED, words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "..." : words);
  }

  private static RuleOptions options(
      boolean alerts, boolean recordings, Map<String, String> labels, List<AlertWindows> windows) {
    return new RuleOptions(
        RuleOptions.Set.STANDARD, alerts, recordings, labels, new BurnCatalogue(windows), "conformance", 1);
  }

  /**
   * Rules as text, and the errors of the specification.
   *
   * @param plugin whether the specification names a plugin
   */
  private record Made(String text, List<String> errors, boolean plugin) {}

  private static Made made(Path specification, Duration period, RuleOptions options) throws IOException {
    SloFiles.Read read = SloFiles.read(List.of(specification), period);
    SloRules.Generated generated = SloRules.generate(read.objectives(), options);
    StringBuilder text = new StringBuilder();
    generated.files().forEach(file -> text.append("---\n").append(RuleText.of(file, List.of())));
    List<String> errors =
        Stream.concat(read.diagnostics().stream(), generated.diagnostics().stream())
            .filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
            .map(Diagnostic::toString)
            .toList();
    boolean plugin = read.diagnostics().stream().anyMatch(diagnostic -> diagnostic.code().equals("slo.plugin"));
    return new Made(text.toString(), errors, plugin);
  }
}
