package roadbed.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a gate acts on what a change brings.
 *
 * @param rules the first that speaks of a finding decides
 * @param critical what happens to findings of a severity that no rule speaks of
 * @param notEvaluated what happens where a guardrail could not be evaluated for something new
 * @param unchanged what happens to what was there before the change
 */
public record GateRules(
    List<Rule> rules, Level critical, Level high, Level medium, Level low, Level notEvaluated, Level unchanged) {
  /** What is severe blocks; what was there before, and what cannot be known yet, does not. */
  public static final GateRules DEFAULT =
      new GateRules(List.of(), Level.BLOCK, Level.BLOCK, Level.WARN, Level.INFORM, Level.WARN, Level.INFORM);

  public GateRules {
    rules = List.copyOf(rules);
  }

  /** The level of findings of a severity that no rule speaks of. */
  public Level level(Severity severity) {
    return switch (severity) {
      case CRITICAL -> critical;
      case HIGH -> high;
      case MEDIUM -> medium;
      case LOW -> low;
    };
  }

  /** What a gate does about a finding. */
  public enum Level {
    INFORM,
    WARN,
    BLOCK;

    /** The identifier used in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The level with that identifier. */
    public static Optional<Level> ofId(String id) {
      for (Level level : values()) {
        if (level.id().equals(id)) {
          return Optional.of(level);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * A rule: it speaks of a finding where every condition that is given holds, and of each condition one of its values.
   * In all of them {@code *} stands for any text.
   *
   * @param level what happens
   * @param guardrails ids of guardrails
   * @param severities severities
   * @param controls controls that the guardrail serves
   * @param profiles profiles that the guardrail belongs to
   * @param teams owners of the resource
   * @param environments its environments
   * @param accounts its accounts
   * @param addresses its addresses
   * @param files the files that declare it
   * @param percentage of all teams (of all resources, where nobody owns them) how many it speaks of; the same ones each
   *     time, and still those when the number rises
   * @param from since when
   * @param until until when
   * @param reason why, for those whom it stops
   */
  public record Rule(
      Level level,
      List<String> guardrails,
      List<Severity> severities,
      List<String> controls,
      List<String> profiles,
      List<String> teams,
      List<String> environments,
      List<String> accounts,
      List<String> addresses,
      List<String> files,
      int percentage,
      Optional<Instant> from,
      Optional<Instant> until,
      String reason) {
    public Rule {
      guardrails = List.copyOf(guardrails);
      severities = List.copyOf(severities);
      controls = List.copyOf(controls);
      profiles = List.copyOf(profiles);
      teams = List.copyOf(teams);
      environments = List.copyOf(environments);
      accounts = List.copyOf(accounts);
      addresses = List.copyOf(addresses);
      files = List.copyOf(files);
      if (percentage < 0 || percentage > 100) {
        throw new IllegalArgumentException("a percentage is from 0 to 100");
      }
    }
  }
}
