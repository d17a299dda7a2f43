package roadbed.assess.delivery;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import roadbed.model.AllocationJson;
import roadbed.model.SaidFields;
import roadbed.model.Value;
import roadbed.model.WrittenDocument;
import roadbed.model.delivery.Deployment;

/**
 * How it is told what counts.
 *
 * @param production words of the names of production environments, in lower case
 * @param soon an incident that starts within this time after a deployment is probably its doing
 * @param late an incident that starts within this time may be its doing
 * @param remedy a rollback, revert or hotfix within this time is taken as remedy of the deployment before
 * @param threshold the confidence from which a deployment counts as failed
 */
public record DeliveryRules(
    Set<String> production, Duration soon, Duration late, Duration remedy, double threshold) {
  private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");

  /** The kind of the documents that say otherwise. */
  public static final String KIND = "DeliveryRules";

  private static final Duration LONGEST = Duration.ofDays(90);

  /** The rules where nothing else is said. */
  public static final DeliveryRules STANDARD =
      new DeliveryRules(
          Set.of("production", "prod", "prd", "live"), Duration.ofHours(1), Duration.ofHours(24), Duration.ofDays(3), 0.5);

  public DeliveryRules {
    production = Set.copyOf(production);
    if (soon.isNegative() || late.compareTo(soon) < 0 || remedy.isNegative() || !(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException("times are positive, late is not before soon, and the threshold is above 0 and at most 1");
    }
  }

  /**
   * What was read.
   *
   * @param rules of the last document; those where nothing else is said where there is none
   * @param problems what is wrong, of each document
   */
  public record Read(DeliveryRules rules, List<List<AllocationJson.Problem>> problems) {}

  /** The rules that documents of kind {@code DeliveryRules} say; the last of them counts, and what is wrong is left out. */
  public static Read read(List<? extends Value> documents) {
    DeliveryRules rules = STANDARD;
    List<List<AllocationJson.Problem>> problems = new ArrayList<>();
    for (Value document : documents) {
      SaidFields.Problems of = new SaidFields.Problems();
      rules = said(SaidFields.of(document, of));
      problems.add(of.all());
    }
    return new Read(rules, problems);
  }

  /** The rules of those among documents that are of this kind. */
  public static DeliveryRules among(List<WrittenDocument> documents) {
    return read(documents.stream().filter(one -> one.kind().equals(KIND)).map(WrittenDocument::value).toList()).rules();
  }

  private static DeliveryRules said(SaidFields root) {
    root.only("apiVersion", "kind", "production", "soon", "late", "remedy", "threshold");
    if (!root.text("apiVersion").equals(Optional.of("roadbed.dev/v1"))) {
      root.wrong("apiVersion", "the version is not known", "write roadbed.dev/v1");
    }
    if (!root.text("kind").equals(Optional.of(KIND))) {
      root.wrong("kind", "this document does not say what counts in delivery", "write " + KIND);
    }
    Set<String> production = new HashSet<>();
    for (String word : root.texts("production")) {
      if (word.matches("[A-Za-z0-9]{1,60}")) {
        production.add(word.toLowerCase(Locale.ROOT));
      } else {
        root.wrong("production", word + " is not one word of letters and digits", "names of environments are split into their words");
      }
    }
    Duration soon = root.length("soon", LONGEST).orElse(STANDARD.soon());
    Duration late = root.length("late", LONGEST).orElse(STANDARD.late());
    if (late.compareTo(soon) < 0) {
      root.wrong("late", "it is shorter than soon, " + words(soon), "");
      late = soon;
    }
    double threshold = STANDARD.threshold();
    if (root.has("threshold")) {
      Optional<BigDecimal> number = root.decimal("threshold");
      if (number.isPresent() && number.get().signum() > 0 && number.get().compareTo(BigDecimal.ONE) <= 0) {
        threshold = number.get().doubleValue();
      } else if (number.isPresent()) {
        root.wrong("threshold", "a confidence above 0 and at most 1 is expected here", "write for example 0.5");
      }
    }
    return new DeliveryRules(
        production.isEmpty() ? STANDARD.production() : production,
        soon,
        late,
        root.length("remedy", LONGEST).orElse(STANDARD.remedy()),
        threshold);
  }

  /** Whether a deployment went to production; empty where nothing says where to. */
  public Optional<Boolean> isProduction(Deployment deployment) {
    return deployment
        .production()
        .or(
            () ->
                deployment
                    .environment()
                    .map(
                        name -> {
                          List<String> words = Arrays.asList(BETWEEN.split(name.toLowerCase(Locale.ROOT), -1));
                          return words.stream().anyMatch(production::contains)
                              && words.stream().noneMatch(word -> word.equals("pre") || word.equals("non") || word.equals("not"));
                        }));
  }

  /** What is counted how, in words that stand beside the numbers. */
  public List<String> inWords() {
    return List.of(
        "Production is an environment that its system calls so, or whose name has the word "
            + String.join(", ", production.stream().sorted().toList())
            + ". A deployment that names no environment is not evaluated.",
        "Deployment frequency counts deployments that succeeded in production, each once, per week of the period.",
        "Lead time is the time from the oldest commit that a deployment brought to production (and from the last approval of its"
            + " pull requests) until it was there. Where the commits are not known it is not evaluated.",
        "A deployment failed where a person says so; else where the evidence adds up to a confidence of "
            + threshold
            + " or more: an incident names it as cause (0.95); the next deployment rolls it back (0.9); a commit that came with a later"
            + " deployment within "
            + words(remedy)
            + " reverts one of its own (0.85); the next deployment within that time calls itself a hotfix (0.6); an incident of the"
            + " service began within "
            + words(soon)
            + " of it (0.7) or within "
            + words(late)
            + " (0.4). Confidences c combine to 1 - (1 - c1)(1 - c2)... An incident is tied to one deployment only, the last before it.",
        "Recovery lasts from the start of the incident, or else from the deployment, until the incident was over, or else until the"
            + " deployment that was the remedy.",
        "Rework is a deployment that was itself a remedy: rollback, revert or hotfix.",
        "Infrastructure lead time is from the pull request opened until a run of its commit applied. A run succeeded where it applied"
            + " and no commit reverted it within "
            + words(remedy)
            + "; runs that changed nothing do not count.");
  }

  private static String words(Duration duration) {
    return duration.toHours() % 24 == 0 && duration.toHours() > 24
        ? duration.toDays() + " days"
        : duration.toMinutes() % 60 == 0 ? duration.toHours() + (duration.toHours() == 1 ? " hour" : " hours") : duration.toMinutes() + " minutes";
  }
}
