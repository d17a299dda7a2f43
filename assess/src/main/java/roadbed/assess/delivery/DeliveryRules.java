package roadbed.assess.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
