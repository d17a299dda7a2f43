package roadbed.assess.change;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How risky a change is and why: points of factors, each in words, added up. What is not known has points too and is marked,
 * so that it never reads as harmless.
 *
 * @param factors all of them, the heaviest first
 */
public record ChangeRisk(List<Factor> factors) {
  /** From so many points on the risk is medium. */
  public static final int MEDIUM = 25;

  /** From so many points on it is high. */
  public static final int HIGH = 50;

  private static final int FEW_CHANGES = 3;
  private static final int MOST_NAMED = 4;

  public ChangeRisk {
    factors = factors.stream().sorted(Comparator.comparingInt(Factor::points).reversed().thenComparing(Factor::kind)).toList();
  }

  /** How risky, in one word. */
  public enum Level {
    LOW,
    MEDIUM,
    HIGH;

    /** The identifier in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the risk is made of. */
  public enum Kind {
    BLAST_RADIUS,
    TIER,
    ERROR_BUDGET,
    GUARDRAILS,
    AUTHOR,
    HOUR,
    DESTRUCTION;

    /** The identifier in documents, for example {@code blast-radius}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One factor.
   *
   * @param points 0 and more
   * @param known whether what it looks at is known
   * @param words why it has these points
   */
  public record Factor(Kind kind, int points, boolean known, String words) {}

  /** All points. */
  public int score() {
    return factors.stream().mapToInt(Factor::points).sum();
  }

  /** The score in a word. */
  public Level level() {
    int score = score();
    return score >= HIGH ? Level.HIGH : score >= MEDIUM ? Level.MEDIUM : Level.LOW;
  }

  /** The factors of which too little is known. */
  public List<Kind> unknown() {
    return factors.stream().filter(factor -> !factor.known()).map(Factor::kind).sorted().toList();
  }

  /** Weighs a change. */
  public static ChangeRisk of(ProposedChange change, ChangeSurroundings around) {
    List<Factor> factors = new ArrayList<>();
    factors.add(blast(around));
    factors.add(tier(around));
    factors.add(budget(around));
    factors.add(guardrails(change));
    factors.add(author(change, around));
    factors.add(hour(around));
    change.destroys().ifPresent(count -> factors.add(destruction(count)));
    return new ChangeRisk(factors);
  }

  private static Factor blast(ChangeSurroundings around) {
    int count = around.consumers().size();
    if (!around.known()) {
      return new Factor(Kind.BLAST_RADIUS, 15, false, "the inventory does not know what is changed, so neither what depends on it");
    }
    int points = count == 0 ? 0 : count < 3 ? 5 : count < 10 ? 10 : count < 30 ? 20 : 30;
    String words =
        count == 0
            ? "nothing that is known depends on it"
            : count + (count == 1 ? " other depends" : " others depend") + " on it: "
                + named(around.consumers().stream().map(ChangeSurroundings.Consumer::name).toList());
    return new Factor(Kind.BLAST_RADIUS, points, true, words);
  }

  private static String named(List<String> names) {
    String shown = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMED ? shown + " and " + (names.size() - MOST_NAMED) + " more" : shown;
  }

  private static Factor tier(ChangeSurroundings around) {
    List<String> without = around.touched().stream().filter(one -> one.tier().isEmpty()).map(ChangeSurroundings.Touched::name).toList();
    int touched = around.touched().stream().map(ChangeSurroundings.Touched::tier).flatMapToInt(OptionalInt::stream).min().orElse(0);
    int reached = around.consumers().stream().map(ChangeSurroundings.Consumer::tier).flatMapToInt(OptionalInt::stream).min().orElse(0);
    int own = touched == 1 ? 20 : touched == 2 ? 10 : touched == 3 ? 5 : 0;
    int others = reached == 1 ? 15 : reached == 2 ? 5 : 0;
    boolean known = !around.touched().isEmpty() && without.isEmpty();
    int points = Stream.of(own, others, known ? 0 : 10).max(Comparator.naturalOrder()).orElseThrow();
    List<String> words = new ArrayList<>();
    if (touched > 0) {
      words.add("it touches tier " + touched);
    }
    if (reached > 0 && others >= own) {
      words.add("what depends on it is of tier " + reached);
    }
    if (!known) {
      words.add(around.touched().isEmpty() ? "no service is known that it touches" : "nobody says of which tier " + named(without) + " is");
    }
    return new Factor(Kind.TIER, points, known, String.join("; ", words));
  }

  private static Factor budget(ChangeSurroundings around) {
    int points = 0;
    boolean known = !around.touched().isEmpty();
    List<String> words = new ArrayList<>();
    for (ChangeSurroundings.Touched one : around.touched()) {
      String why = one.budgetWords().isEmpty() ? "" : ": " + String.join(", ", one.budgetWords());
      switch (one.budget()) {
        case FREE -> {
          // Enough is left.
        }
        case SLOW_DOWN -> {
          points = Math.max(points, 15);
          words.add(one.name() + " has little error budget left" + why);
        }
        case FREEZE -> {
          points = Math.max(points, 30);
          words.add(one.name() + " has no error budget left" + why);
        }
        case UNKNOWN -> {
          points = Math.max(points, 5);
          known = false;
          words.add("the error budget of " + one.name() + " is not known" + why);
        }
      }
    }
    if (around.touched().isEmpty()) {
      return new Factor(Kind.ERROR_BUDGET, 5, false, "no service is known whose error budget it may spend");
    }
    return new Factor(Kind.ERROR_BUDGET, points, known, words.isEmpty() ? "enough error budget is left" : String.join("; ", words));
  }

  private static Factor guardrails(ProposedChange change) {
    if (change.gates().isEmpty()) {
      return new Factor(Kind.GUARDRAILS, 10, false, "no gate has judged it");
    }
    int points = 0;
    boolean known = true;
    List<String> words = new ArrayList<>();
    for (ProposedChange.GateVerdict gate : change.gates()) {
      String touched = gate.guardrails().isEmpty() ? "" : ": " + named(gate.guardrails());
      switch (gate.outcome()) {
        case "pass" -> words.add("a gate lets it pass");
        case "warn" -> {
          points = Math.max(points, 10);
          words.add("a gate warns" + touched);
        }
        case "block" -> {
          points = Math.max(points, 40);
          words.add("a gate blocks it" + touched);
        }
        case "bypassed" -> {
          points = Math.max(points, 30);
          words.add("somebody went past a gate" + touched);
        }
        default -> {
          points = Math.max(points, 10);
          known = false;
          words.add("what a gate decided is not known: " + gate.outcome());
        }
      }
    }
    return new Factor(Kind.GUARDRAILS, points, known, words.stream().distinct().collect(Collectors.joining("; ")));
  }

  private static Factor author(ProposedChange change, ChangeSurroundings around) {
    if (change.authors().isEmpty()) {
      return new Factor(Kind.AUTHOR, 10, false, "nobody says who made it");
    }
    ChangeSurroundings.History history = around.author();
    if (history.changes() < FEW_CHANGES) {
      return new Factor(Kind.AUTHOR, 5, true, "its author has made " + history.changes() + " changes lately: too few to tell");
    }
    int points = Math.min(20, Math.round(40f * history.failed() / history.changes()));
    return new Factor(
        Kind.AUTHOR, points, true, history.failed() + " of the author's last " + history.changes() + " changes failed or were rolled back");
  }

  private static Factor hour(ChangeSurroundings around) {
    DayOfWeek day = around.at().getDayOfWeek();
    int hour = around.at().getHour();
    boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    boolean outside = weekend || hour < 8 || hour >= 18 || (day == DayOfWeek.FRIDAY && hour >= 15);
    List<String> words = new ArrayList<>();
    int points = 0;
    if (!around.maintenance().isEmpty()) {
      words.add("in a maintenance window: " + named(around.maintenance()));
    } else if (outside) {
      points += 5;
      words.add("few are there to help at this hour");
    }
    ChangeSurroundings.History history = around.hour();
    if (history.changes() >= 2 * FEW_CHANGES) {
      points += Math.min(10, Math.round(20f * history.failed() / history.changes()));
      words.add(history.failed() + " of " + history.changes() + " changes at such an hour failed");
    }
    return new Factor(Kind.HOUR, points, true, words.isEmpty() ? "people are at work" : String.join("; ", words));
  }

  private static Factor destruction(int count) {
    return count == 0
        ? new Factor(Kind.DESTRUCTION, 0, true, "nothing is taken away or replaced")
        : new Factor(
            Kind.DESTRUCTION,
            Math.min(30, 10 + 2 * Math.min(count, 100)),
            true,
            count + (count == 1 ? " resource is" : " resources are") + " taken away or replaced");
  }
}
