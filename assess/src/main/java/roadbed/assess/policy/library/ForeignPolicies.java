package roadbed.assess.policy.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.ForeignRule;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.assess.policy.foreign.conftest.CheckResult;
import roadbed.assess.policy.foreign.conftest.Conftest;
import roadbed.assess.policy.foreign.conftest.TrivyCheck;
import roadbed.assess.policy.foreign.gatekeeper.Constraint;
import roadbed.assess.policy.foreign.gatekeeper.ConstraintTemplate;
import roadbed.assess.policy.foreign.gatekeeper.Gatekeeper;
import roadbed.assess.policy.foreign.gatekeeper.Inventory;
import roadbed.assess.policy.foreign.validating.ValidatingPolicies;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Severity;
import roadbed.rego.bundle.Source;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * The rules in folders that were written for other programs.
 *
 * @param rules by id
 * @param regoFiles the Rego files among them, which are no guardrails
 * @param diagnostics what is wrong with the folders' policies
 */
public record ForeignPolicies(List<ForeignRule> rules, Set<String> regoFiles, List<Diagnostic> diagnostics) {
  /** No rules. */
  public static final ForeignPolicies NONE = new ForeignPolicies(List.of(), Set.of(), List.of());

  private static final int MAX_FILES = 20_000;
  private static final long MAX_FILE_BYTES = 4L << 20;
  private static final String CONFTEST_NAMESPACE = "main";
  private static final Limits LIMITS = Limits.STANDARD.withTime(Duration.ofSeconds(10));

  public ForeignPolicies {
    rules = List.copyOf(rules);
    regoFiles = Set.copyOf(regoFiles);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Looks through folders. */
  public static ForeignPolicies load(List<Path> folders) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Manifest> manifests = new ArrayList<>();
    List<Source> sources = new ArrayList<>();
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        String name = file.toString();
        Optional<byte[]> content = content(file, diagnostics);
        if (content.isEmpty()) {
          continue;
        }
        if (name.endsWith(".rego")) {
          sources.add(new Source(name, new String(content.get(), StandardCharsets.UTF_8), Dialect.V1));
        } else {
          // Whatever else lies in the folder need not be readable.
          manifests.addAll(Manifest.read(name, content.get(), new ArrayList<>()));
        }
      }
    }
    List<ForeignRule> rules = new ArrayList<>();
    gatekeeper(manifests, rules, diagnostics);
    validating(manifests, rules, diagnostics);
    Set<String> regoFiles = conftest(sources, rules, diagnostics);
    rules.sort(Comparator.comparing(ForeignRule::id));
    return new ForeignPolicies(rules, regoFiles, diagnostics);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).filter(ForeignPolicies::isPolicyFile).sorted().limit(MAX_FILES).toList();
    } catch (IOException | UncheckedIOException _) {
      // Whoever reads guardrails from the same folder says so.
      return List.of();
    }
  }

  private static boolean isPolicyFile(Path file) {
    String name = String.valueOf(file.getFileName());
    return (name.endsWith(".rego") && !name.endsWith("_test.rego"))
        || name.endsWith(".yaml")
        || name.endsWith(".yml")
        || name.endsWith(".json");
  }

  private static Optional<byte[]> content(Path file, List<Diagnostic> diagnostics) {
    try {
      return Files.size(file) > MAX_FILE_BYTES ? Optional.empty() : Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error("policy.unreadable", Location.of(file.toString()), "cannot be read: " + e.getMessage(), ""));
      return Optional.empty();
    }
  }

  private static void gatekeeper(List<Manifest> manifests, List<ForeignRule> rules, List<Diagnostic> diagnostics) {
    if (manifests.stream().noneMatch(Gatekeeper::isPolicy)) {
      return;
    }
    Gatekeeper library = Gatekeeper.of(manifests, ConstraintTemplate.Engine.REGO);
    diagnostics.addAll(library.diagnostics());
    Stock stock = new Stock();
    for (Constraint constraint : library.constraints()) {
      ForeignRule.Effect effect =
          switch (constraint.action()) {
            case DENY -> ForeignRule.Effect.DENY;
            case WARN -> ForeignRule.Effect.WARN;
            case DRYRUN -> ForeignRule.Effect.AUDIT;
          };
      String description = library.description(constraint).replaceAll("\\s+", " ");
      rules.add(
          new ForeignRule(
              Gatekeeper.id(constraint),
              firstSentence(description, constraint.kind() + ": " + constraint.name()),
              description,
              "",
              severity(effect),
              effect,
              false,
              Values.toJson(constraint.document()),
              constraint.place(),
              (request, around) ->
                  library.review(constraint, around.around(request), stock.of(around))));
    }
  }

  /** The inventory of surroundings; the same ones come many times. */
  private static final class Stock {
    private volatile Kept kept = new Kept(Surroundings.NONE, Inventory.EMPTY);

    private record Kept(Surroundings around, Inventory inventory) {}

    // Surroundings are themselves or others; they are not compared.
    @SuppressWarnings("ReferenceEquality")
    Inventory of(Surroundings around) {
      Kept known = kept;
      if (known.around() != around) {
        known = new Kept(around, Inventory.of(around.objects()));
        kept = known;
      }
      return known.inventory();
    }
  }

  private static Severity severity(ForeignRule.Effect effect) {
    return switch (effect) {
      case DENY -> Severity.HIGH;
      case WARN -> Severity.MEDIUM;
      case AUDIT -> Severity.LOW;
    };
  }

  private static String firstSentence(String text, String otherwise) {
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text : text.substring(0, end);
    return sentence.isBlank() ? otherwise : sentence.length() > 160 ? sentence.substring(0, 157) + "..." : sentence;
  }

  private static void validating(List<Manifest> manifests, List<ForeignRule> rules, List<Diagnostic> diagnostics) {
    if (manifests.stream().noneMatch(ValidatingPolicies::isPolicy)) {
      return;
    }
    ValidatingPolicies policies = ValidatingPolicies.of(manifests);
    diagnostics.addAll(policies.diagnostics());
    for (ValidatingPolicies.Bound bound : policies.bound()) {
      ForeignRule.Effect effect =
          switch (bound.action()) {
            case DENY -> ForeignRule.Effect.DENY;
            case WARN -> ForeignRule.Effect.WARN;
            case AUDIT -> ForeignRule.Effect.AUDIT;
          };
      rules.add(
          new ForeignRule(
              "vap/" + bound.policy() + "/" + bound.binding(),
              firstSentence(
                  Nested.text(bound.document(), "metadata", "annotations", "description"),
                  "ValidatingAdmissionPolicy " + bound.policy()),
              "",
              "",
              severity(effect),
              effect,
              Nested.text(bound.document(), "spec", "failurePolicy").equals("Ignore"),
              Values.toJson(bound.document()),
              bound.place(),
              (request, around) -> policies.review(bound, around.around(request))));
    }
  }

  /** Rules over whole manifests: those of the namespace main, and checks with Trivy's metadata for Kubernetes. */
  private static Set<String> conftest(List<Source> sources, List<ForeignRule> rules, List<Diagnostic> diagnostics) {
    List<Source> own = sources.stream().filter(source -> !isGuardrail(source)).toList();
    if (own.stream().noneMatch(ForeignPolicies::isAsked)) {
      return Set.of();
    }
    Conftest library = Conftest.of(own, ObjectValue.EMPTY, Conftest.Version.AUTO);
    diagnostics.addAll(library.diagnostics());
    Set<String> files = new HashSet<>();
    own.forEach(source -> files.add(source.name()));
    for (String rule : library.rules(CONFTEST_NAMESPACE)) {
      boolean denies = !rule.startsWith("warn");
      rules.add(
          new ForeignRule(
              "conftest/" + CONFTEST_NAMESPACE + "/" + rule,
              "Conftest: " + rule.replace('_', ' '),
              "",
              "",
              denies ? Severity.HIGH : Severity.LOW,
              denies ? ForeignRule.Effect.DENY : ForeignRule.Effect.WARN,
              false,
              library.files(CONFTEST_NAMESPACE),
              Location.of(CONFTEST_NAMESPACE),
              (request, _) -> request.object().map(object -> library.ask(object, CONFTEST_NAMESPACE, rule, LIMITS))));
    }
    for (TrivyCheck check : library.trivyChecks()) {
      if (check.isAbout("kubernetes")) {
        rules.add(
            new ForeignRule(
                "trivy/" + check.id(),
                check.title().isEmpty() ? check.id() : check.title(),
                check.description(),
                check.resolution(),
                check.severity(),
                ForeignRule.Effect.DENY,
                false,
                library.files(check.namespace()),
                Location.of(check.file()),
                (request, _) -> request.object().map(object -> trivy(library, check, object))));
      }
    }
    return files;
  }

  private static Ruling trivy(Conftest library, TrivyCheck check, ObjectValue object) {
    CheckResult result = library.check("", List.<Value>of(object), check.namespace(), LIMITS);
    return Conftest.ruling(result);
  }

  /** A guardrail has an id and kinds in its metadata. */
  private static boolean isGuardrail(Source source) {
    String text = source.text();
    return text.contains("# METADATA") && text.contains("kinds:") && text.contains("id:") && text.contains("severity:");
  }

  private static boolean isAsked(Source source) {
    String text = source.text().toLowerCase(Locale.ROOT);
    boolean main = source.text().lines().anyMatch(line -> line.strip().equals("package " + CONFTEST_NAMESPACE));
    return main || (text.contains("# metadata") && (text.contains("avd_id:") || text.contains("short_code:") || text.contains("selector:")));
  }

  /** What all rules say of a request. */
  public List<Answer> review(AdmissionRequest request, Surroundings around) {
    List<Answer> answers = new ArrayList<>();
    for (ForeignRule rule : rules) {
      rule.reviewer().review(request, around).ifPresent(ruling -> answers.add(new Answer(rule, ruling)));
    }
    return answers;
  }

  /** What a rule says of a request. */
  public record Answer(ForeignRule rule, Ruling ruling) {}

  /** The rules with these ids only; all of them where no id is given. */
  public ForeignPolicies only(Set<String> ids) {
    return ids.isEmpty()
        ? this
        : new ForeignPolicies(rules.stream().filter(rule -> ids.contains(rule.id())).toList(), regoFiles, diagnostics);
  }
}
