package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.cost.FocusJudgement;
import roadbed.assess.cost.focus.Criteria.Standing;
import roadbed.assess.cost.focus.Requirement;
import roadbed.assess.cost.focus.Verdict;
import roadbed.assess.cost.focus.Verdict.Lack;
import roadbed.assess.cost.focus.Verdict.Status;
import roadbed.collect.billing.FocusColumns;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonGenerator;

/** {@code roadbed cost validate}: every requirement of FOCUS over billing files. */
final class CostValidateCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Judges billing files by all 621 requirements of FOCUS 1.2: passed, failed, skipped where one does not"
                + " apply, not evaluated where the data cannot say.",
            "",
            "Exit codes: 0 no MUST is broken, 1 one is, 2 wrong use or nothing that could be read.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("1..*")
            .paramLabel("PATH")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("CSV files, packed with gzip or not, Parquet files, and folders of them.")
            .build());
    spec.addOption(ScanCommand.flag("--all", "List every requirement, not only those that failed."));
    spec.addOption(ScanCommand.flag("--strict", "A broken SHOULD also counts for the exit code."));
    spec.addOption(
        ScanCommand.flag("--as-published", "Take checks as they were published, also where their sentence says otherwise."));
    spec.addOption(Options.texts("--supports", "CRITERION", "Criteria of applicability that the provider meets, or 'all'."));
    spec.addOption(Options.texts("--lacks", "CRITERION", "Criteria that it does not meet: what depends on them is skipped."));
    spec.addOption(
        ScanCommand.paths(
            "--previous",
            "Earlier deliveries, files or folders: what must stay the same over time, accounts and deliveries is judged"
                + " against them. Their own lines are not."));
    spec.addOption(
        ScanCommand.paths(
            "--facts",
            "Tables from outside the billing, CSV, JSON or Parquet, named "
                + String.join(", ", FocusJudgement.FACTS)
                + ", or folders of them; their columns are named as those of FOCUS."));
    spec.addOption(ScanCommand.flag("--json", "Write JSON."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    if (paths.isEmpty()) {
      throw new UsageException("say which files or folders");
    }
    ScanCommand.mustExist(paths);
    Set<String> known = new FocusJudgement(false, Set.of(), Set.of()).criteria();
    Set<String> lacking = criteria(words.matchedOptionValue("--lacks", List.of()), known, Set.of());
    Set<String> supported = criteria(words.matchedOptionValue("--supports", List.of()), known, lacking);
    List<Path> previous = words.matchedOptionValue("--previous", List.of());
    ScanCommand.mustExist(previous);
    FocusJudgement.Outcome outcome =
        new FocusJudgement(
                words.hasMatchedOption("--as-published"),
                supported,
                lacking,
                previous,
                facts(words.matchedOptionValue("--facts", List.of())))
            .judge(paths);
    outcome.diagnostics().forEach(terminal.err()::println);
    if (words.hasMatchedOption("--json")) {
      json(outcome, terminal);
    } else {
      outcome.judged().forEach(judged -> text(judged, words.hasMatchedOption("--all"), terminal));
    }
    if (outcome.judged().isEmpty()) {
      return ExitCode.USAGE;
    }
    boolean breaks =
        !outcome.diagnostics().isEmpty()
            || outcome.judged().stream()
                .anyMatch(judged -> judged.breaks() || (words.hasMatchedOption("--strict") && judged.count(Status.FAILED) > 0));
    return breaks ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  /** The tables of facts in files and folders, by what they are called. */
  private static Map<String, Path> facts(List<Path> given) throws IOException {
    ScanCommand.mustExist(given);
    Map<String, Path> facts = new LinkedHashMap<>();
    for (Path path : given) {
      boolean folder = Files.isDirectory(path);
      List<Path> files = List.of(path);
      if (folder) {
        try (Stream<Path> found = Files.list(path)) {
          files = found.filter(Files::isRegularFile).sorted().toList();
        }
      }
      for (Path file : files) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        Optional<String> table =
            FocusJudgement.FACTS.stream().filter(fact -> name.matches(fact + "\\.(csv|json|jsonl|parquet)")).findFirst();
        if (table.isPresent()) {
          facts.put(table.get(), file);
        } else if (!folder) {
          throw new UsageException(
              "a table of facts is named " + String.join(", ", FocusJudgement.FACTS) + " and ends with .csv, .json or"
                  + " .parquet: " + file);
        }
      }
    }
    return facts;
  }

  private static Set<String> criteria(List<String> named, Set<String> known, Set<String> others) {
    Set<String> criteria = new LinkedHashSet<>();
    for (String word : named) {
      String criterion = word.strip().toUpperCase(Locale.ROOT);
      if (criterion.equals("ALL")) {
        known.stream().filter(one -> !others.contains(one)).forEach(criteria::add);
      } else if (known.contains(criterion)) {
        criteria.add(criterion);
      } else {
        throw new UsageException(
            "there is no criterion " + word + "; there are " + String.join(", ", known));
      }
    }
    return criteria;
  }

  private static void text(FocusJudgement.Judged judged, boolean all, Terminal terminal) {
    terminal.out().println(
        judged.files().getFirst()
            + (judged.files().size() > 1 ? " and %d more files".formatted(judged.files().size() - 1) : ""));
    terminal.out().printf(
        "%,d lines, %d columns, of FOCUS %s by their names%s%n%n",
        judged.lines(),
        judged.columns().size(),
        FocusColumns.version(judged.columns()),
        judged.unreadable() > 0 ? ", %,d lines that are no records".formatted(judged.unreadable()) : "");
    judged.verdicts().stream()
        .filter(verdict -> all || verdict.status() == Status.FAILED)
        .forEach(verdict -> terminal.out().println(line(judged, verdict)));
    terminal.out().println();
    judged.problems().forEach(problem -> terminal.out().println("no record     " + problem));
    missing(judged, terminal);
    terminal.out().printf(
        "%n%d passed, %d failed (%d of them binding), %d skipped, %d not evaluated%n%n",
        judged.count(Status.PASSED),
        judged.count(Status.FAILED),
        judged.verdicts().stream()
            .filter(verdict -> verdict.status() == Status.FAILED && verdict.requirement().level().binding())
            .count(),
        judged.count(Status.SKIPPED),
        judged.count(Status.NOT_EVALUATED));
  }

  /** What is missing for those that are not evaluated, and how many each of it would decide. */
  private static void missing(FocusJudgement.Judged judged, Terminal terminal) {
    Map<Lack, List<Verdict>> open = new EnumMap<>(Lack.class);
    judged.verdicts().stream()
        .filter(verdict -> verdict.status() == Status.NOT_EVALUATED)
        .forEach(verdict -> open.computeIfAbsent(verdict.lack(), _ -> new ArrayList<>()).add(verdict));
    open.forEach(
        (lack, verdicts) -> {
          Set<String> which = new TreeSet<>();
          for (Verdict verdict : verdicts) {
            switch (lack) {
              case CRITERION ->
                  verdict.requirement().criteria().stream()
                      .filter(criterion -> judged.criteria().of(criterion) == Standing.UNKNOWN)
                      .forEach(which::add);
              case COLUMN -> which.addAll(verdict.names());
              case FACT -> verdict.requirement().fact().ifPresent(which::add);
              case PERIODS -> verdict.requirement().when().ifPresent(which::add);
              case NOTHING, PROVIDER, PARTS -> {}
            }
          }
          terminal.out().printf(
              "%d not evaluated for want of %s%s%n",
              verdicts.size(), lack.words(), which.isEmpty() ? "" : ": " + String.join(", ", which));
        });
  }

  private static String line(FocusJudgement.Judged judged, Verdict verdict) {
    Requirement requirement = verdict.requirement();
    List<String> places = judged.places().getOrDefault(requirement.id(), List.of());
    String what = verdict.reason().isEmpty() ? requirement.words() : verdict.reason();
    String count =
        verdict.checked() == 0
            ? ""
            : verdict.violating() == 0
                ? ", %,d checked".formatted(verdict.checked())
                : ", %,d of %,d break it".formatted(verdict.violating(), verdict.checked());
    return "%-13s %s (%s%s): %s%s"
        .formatted(
            verdict.status().id(),
            requirement.id(),
            requirement.level().id(),
            count,
            what,
            places.isEmpty() ? "" : "; first " + places.getFirst());
  }

  private static void json(FocusJudgement.Outcome outcome, Terminal terminal) {
    JsonGenerator json = ValueJson.generator(terminal.out());
    json.writeStartObject();
    json.writeStringProperty("specification", "FOCUS 1.2");
    json.writeName("problems");
    json.writeStartArray();
    outcome.diagnostics().forEach(diagnostic -> json.writeString(diagnostic.toString()));
    json.writeEndArray();
    json.writeName("datasets");
    json.writeStartArray();
    for (FocusJudgement.Judged judged : outcome.judged()) {
      json.writeStartObject();
      json.writeName("files");
      texts(json, judged.files().stream().map(Path::toString).toList());
      json.writeStringProperty("version", FocusColumns.version(judged.columns()));
      json.writeNumberProperty("rows", judged.lines());
      json.writeNumberProperty("unreadable_rows", judged.unreadable());
      json.writeName("unreadable_places");
      texts(json, judged.problems());
      json.writeName("columns");
      texts(json, judged.columns());
      json.writeName("criteria");
      json.writeStartObject();
      judged.criteria().standings().forEach((name, standing) -> json.writeStringProperty(name, standing.id()));
      json.writeEndObject();
      json.writeName("summary");
      json.writeStartObject();
      for (Status status : Status.values()) {
        json.writeNumberProperty(status.id(), judged.count(status));
      }
      json.writeEndObject();
      json.writeName("requirements");
      json.writeStartArray();
      judged.verdicts().forEach(verdict -> verdict(json, judged, verdict));
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private static void verdict(JsonGenerator json, FocusJudgement.Judged judged, Verdict verdict) {
    Requirement requirement = verdict.requirement();
    json.writeStartObject();
    json.writeStringProperty("id", requirement.id());
    json.writeStringProperty("status", verdict.status().id());
    json.writeStringProperty("level", requirement.level().id());
    json.writeStringProperty("type", requirement.dynamic() ? "dynamic" : "static");
    json.writeStringProperty("function", requirement.function());
    json.writeStringProperty("about", requirement.about());
    json.writeStringProperty("check", requirement.words());
    json.writeNumberProperty("rows_checked", verdict.checked());
    json.writeNumberProperty("rows_violating", verdict.violating());
    json.writeName("first_rows");
    json.writeStartArray();
    verdict.first().forEach(json::writeNumber);
    json.writeEndArray();
    json.writeName("first_places");
    texts(json, judged.places().getOrDefault(requirement.id(), List.of()));
    json.writeName("columns");
    texts(json, verdict.names());
    json.writeName("criteria");
    texts(json, requirement.criteria());
    json.writeName("needs");
    texts(json, requirement.needs());
    json.writeStringProperty("missing", verdict.lack().id());
    json.writeStringProperty("fact", requirement.fact().orElse(""));
    json.writeStringProperty("reason", verdict.reason());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, List<String> texts) {
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
