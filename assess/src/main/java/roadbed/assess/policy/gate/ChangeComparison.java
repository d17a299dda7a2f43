package roadbed.assess.policy.gate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roadbed.model.Verdict;

/**
 * Tells what a change does to findings. What was found before is looked for among what is found after, first by where
 * it stands and what it is called in its source, then by less and less, so that a resource is known again when its file
 * moves, its module gets another name, or it gets another name in its source.
 */
public final class ChangeComparison {
  private static final List<Function<GateFinding, String>> KEYS =
      List.of(
          finding -> finding.folder() + "\n" + finding.address(),
          GateFinding::address,
          finding -> finding.folder() + "\n" + finding.localAddress(),
          GateFinding::localAddress,
          finding -> finding.name().isBlank() ? "" : finding.type() + "\n" + finding.name());

  /** How many of the keys are about addresses. */
  private static final int ADDRESSES = 4;

  private ChangeComparison() {}

  /** A finding with what the change does to it. */
  public record Compared(Movement movement, GateFinding finding, String fingerprint) {}

  /** What a change does, findings after it in their order, then what it fixes. */
  public static List<Compared> compare(List<GateFinding> before, List<GateFinding> after) {
    return compare(before, after, Map.of());
  }

  /**
   * What a change does, findings after it in their order, then what it fixes.
   *
   * @param moved the address that a resource had before, by its address, where the change itself says that it was moved
   */
  public static List<Compared> compare(List<GateFinding> before, List<GateFinding> after, Map<String, String> moved) {
    Map<GateFinding, GateFinding> known = pairs(before, after, moved);
    Map<String, Integer> seen = new HashMap<>();
    List<Compared> compared = new ArrayList<>();
    Set<GateFinding> found = new LinkedHashSet<>();
    for (GateFinding finding : after) {
      GateFinding earlier = known.get(finding);
      if (earlier != null) {
        found.add(earlier);
      }
      compared.add(new Compared(movement(earlier, finding), finding, fingerprint(finding, seen)));
    }
    Map<String, Integer> gone = new HashMap<>();
    for (GateFinding finding : before) {
      String fingerprint = fingerprint(finding, gone);
      if (finding.outcome() == Verdict.Outcome.FAIL && !found.contains(finding)) {
        compared.add(new Compared(Movement.FIXED, finding, fingerprint));
      }
    }
    return compared;
  }

  private static Movement movement(@Nullable GateFinding before, GateFinding after) {
    if (before == null) {
      return Movement.NEW;
    }
    boolean failsNow = after.outcome() == Verdict.Outcome.FAIL;
    return switch (before.outcome()) {
      case FAIL -> failsNow && isWorse(before, after) ? Movement.WORSENED : Movement.UNCHANGED;
      case EXCEPTED -> failsNow ? Movement.WORSENED : Movement.UNCHANGED;
      case NOT_EVALUATED, PASS -> failsNow ? Movement.NEW : Movement.UNCHANGED;
    };
  }

  private static boolean isWorse(GateFinding before, GateFinding after) {
    return after.severity().compareTo(before.severity()) > 0 || after.messages().size() > before.messages().size();
  }

  /** What was found before by what is found after. */
  private static Map<GateFinding, GateFinding> pairs(
      List<GateFinding> before, List<GateFinding> after, Map<String, String> moved) {
    Map<GateFinding, GateFinding> pairs = new HashMap<>();
    Set<GateFinding> open = new LinkedHashSet<>(before);
    // What is said to be moved goes first: where addresses are exchanged they alone would mislead.
    List<GateFinding> said = after.stream().filter(finding -> moved.containsKey(finding.address())).toList();
    for (Function<GateFinding, String> key : KEYS.subList(0, ADDRESSES)) {
      pair(open, said, finding -> of(finding.called(moved.getOrDefault(finding.address(), "")), key), key, pairs);
    }
    for (Function<GateFinding, String> key : KEYS) {
      pair(open, after, finding -> of(finding, key), key, pairs);
    }
    return pairs;
  }

  private static void pair(
      Set<GateFinding> open,
      List<GateFinding> after,
      Function<GateFinding, Optional<String>> asked,
      Function<GateFinding, String> key,
      Map<GateFinding, GateFinding> pairs) {
    Map<String, Deque<GateFinding>> byKey = new HashMap<>();
    for (GateFinding finding : open) {
      of(finding, key).ifPresent(one -> byKey.computeIfAbsent(one, _ -> new ArrayDeque<>()).add(finding));
    }
    for (GateFinding finding : after) {
      if (!pairs.containsKey(finding)) {
        GateFinding earlier = asked.apply(finding).map(byKey::get).map(Deque::pollFirst).orElse(null);
        if (earlier != null) {
          pairs.put(finding, earlier);
          open.remove(earlier);
        }
      }
    }
  }

  private static Optional<String> of(GateFinding finding, Function<GateFinding, String> key) {
    String text = key.apply(finding);
    return text.isEmpty() ? Optional.empty() : Optional.of(finding.guardrail() + "\n" + text);
  }

  /** Findings that are the same but for their modules are told apart by their order. */
  private static String fingerprint(GateFinding finding, Map<String, Integer> seen) {
    String identity = finding.guardrail() + "\n" + finding.localAddress();
    int ordinal = seen.merge(identity, 1, Integer::sum);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((identity + "\n" + ordinal).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
