package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.inventory.Snapshot;
import roadbed.model.Ownership;
import roadbed.model.Resource;

/**
 * Chases what nobody owns. Resources of the inventory that have an owner are compared with those that have none, by
 * who created them, by what they are part of, by the beginning of their name, and by their account; where nearly all
 * that are alike belong to one team, that team is suggested.
 */
public final class Suggestions {
  private static final int LEAST_ALIKE = 2;
  private static final BigDecimal LEAST_SHARE = new BigDecimal("0.80");
  private static final List<String> CREATOR_TAGS =
      List.of(
          "aws:createdby", "createdby", "created-by", "created_by", "creator", "pipeline", "managed-by", "managedby",
          "repository", "repo", "git_repo", "github-repository", "goog-dm", "deployed-by");
  private static final List<String> GROUP_TAGS =
      List.of(
          "aws:cloudformation:stack-name", "aws:autoscaling:groupname", "aws:eks:cluster-name", "eks:cluster-name",
          "goog-k8s-cluster-name", "helm.sh/chart", "stack", "module", "terraform-module", "application", "app",
          "service", "component", "project");

  private final Map<Suggestion.Basis, Map<String, Map<String, Integer>>> owned = new EnumMap<>(Suggestion.Basis.class);
  private final BilledResources inventory;

  private Suggestions(Snapshot snapshot) {
    inventory = new BilledResources(snapshot.resources());
    for (Suggestion.Basis basis : Suggestion.Basis.values()) {
      owned.put(basis, new HashMap<>());
    }
    for (Resource resource : snapshot.resources()) {
      Optional<String> owner = resource.ownership().map(Ownership::owner);
      if (owner.isPresent()) {
        signs(Facts.of(resource))
            .forEach(
                (basis, sign) ->
                    owned
                        .getOrDefault(basis, new HashMap<>())
                        .computeIfAbsent(sign.key(), _ -> new TreeMap<>())
                        .merge(owner.get(), 1, Integer::sum));
      }
    }
  }

  /** What two resources may have in common, and how it is said. */
  private record Sign(String key, String words, String condition) {}

  /** What is looked at of a resource, wherever it is known from. */
  private record Facts(String provider, String account, String id, String name, Map<String, String> tags, String module) {

    static Facts of(Resource resource) {
      Map<String, String> tags = new HashMap<>();
      resource.tags().forEach((name, value) -> tags.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
      return new Facts(
          resource.provider().id(),
          resource.account(),
          resource.id().value(),
          resource.name(),
          tags,
          resource.origin().module().orElse(""));
    }
  }

  /** One fact that speaks for an owner, with the resources that it speaks of. */
  private record Found(String owner, Suggestion.Basis basis, Sign sign, int alike, int all, String currency) {}

  /** Suggestions for lines that nobody owns, most cost first. Each line is in at most one of them. */
  public static List<Suggestion> of(List<Unowned> unowned, Snapshot snapshot) {
    Suggestions suggestions = new Suggestions(snapshot);
    Map<Found, List<Unowned>> found = new LinkedHashMap<>();
    for (Unowned line : unowned) {
      suggestions.find(line).ifPresent(one -> found.computeIfAbsent(one, _ -> new ArrayList<>()).add(line));
    }
    List<Suggestion> all = new ArrayList<>();
    found.forEach((one, lines) -> all.add(suggestion(one, lines)));
    all.sort(
        Comparator.comparing(Suggestion::effective).reversed()
            .thenComparing(Suggestion::owner)
            .thenComparing(Suggestion::evidence));
    return List.copyOf(all);
  }

  private Optional<Found> find(Unowned line) {
    BilledAccount account = BilledAccount.of(line.provider(), line.account());
    Facts facts =
        inventory
            .find(account.provider(), account.id(), line.resource())
            .map(Facts::of)
            .map(
                known -> {
                  Map<String, String> tags = new HashMap<>(known.tags());
                  line.tags().forEach(tags::putIfAbsent);
                  return new Facts(known.provider(), known.account(), known.id(), known.name(), tags, known.module());
                })
            .orElseGet(
                () ->
                    new Facts(
                        account.provider().id(), account.id(), line.resource(), line.name(), line.tags(), ""));
    for (Map.Entry<Suggestion.Basis, Sign> one : signs(facts).entrySet()) {
      Map<String, Integer> owners =
          owned.getOrDefault(one.getKey(), Map.of()).getOrDefault(one.getValue().key(), Map.of());
      int all = owners.values().stream().mapToInt(Integer::intValue).sum();
      Optional<Map.Entry<String, Integer>> most = owners.entrySet().stream().max(Map.Entry.comparingByValue());
      if (most.isPresent()
          && all >= LEAST_ALIKE
          && share(most.get().getValue(), all).compareTo(LEAST_SHARE) >= 0) {
        return Optional.of(
            new Found(
                most.get().getKey(), one.getKey(), one.getValue(), most.get().getValue(), all, line.currency()));
      }
    }
    return Optional.empty();
  }

  private static BigDecimal share(int part, int all) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(all), 2, RoundingMode.DOWN);
  }

  private static Suggestion suggestion(Found found, List<Unowned> lines) {
    List<String> resources =
        lines.stream().map(Unowned::resource).filter(id -> !id.isEmpty()).distinct().sorted().toList();
    BigDecimal sum = lines.stream().map(Unowned::effective).reduce(BigDecimal.ZERO, BigDecimal::add);
    String what = resources.size() == 1 ? "this resource " : "these " + resources.size() + " resources ";
    return new Suggestion(
        found.owner(),
        found.basis(),
        what
            + found.sign().words()
            + "; "
            + found.alike()
            + " of "
            + found.all()
            + " resources with an owner that are alike are "
            + found.owner()
            + "'s",
        share(found.alike(), found.all()),
        found.currency(),
        sum,
        resources,
        "- name: " + quoted("suggested: " + found.owner() + " by " + found.basis().id() + " " + found.sign().key())
            + "\n  when: "
            + found.sign().condition()
            + "\n  owner: "
            + quoted(found.owner())
            + "\n");
  }

  /** What a resource may have in common with others, strongest first. */
  private static Map<Suggestion.Basis, Sign> signs(Facts facts) {
    Map<Suggestion.Basis, Sign> signs = new EnumMap<>(Suggestion.Basis.class);
    tagged(facts, CREATOR_TAGS, "were created by ").ifPresent(sign -> signs.put(Suggestion.Basis.CREATOR, sign));
    group(facts).ifPresent(sign -> signs.put(Suggestion.Basis.GROUP, sign));
    name(facts).ifPresent(sign -> signs.put(Suggestion.Basis.NAME, sign));
    if (!facts.account().isEmpty()) {
      signs.put(
          Suggestion.Basis.ACCOUNT,
          new Sign(
              facts.provider() + "/" + facts.account().toLowerCase(Locale.ROOT),
              "are in the account " + facts.account(),
              "{account: " + quoted(facts.account()) + "}"));
    }
    return signs;
  }

  private static Optional<Sign> tagged(Facts facts, List<String> names, String words) {
    for (String name : names) {
      String value = facts.tags().getOrDefault(name, "").strip();
      if (!value.isEmpty() && !value.equalsIgnoreCase("terraform") && !value.equalsIgnoreCase("helm")) {
        return Optional.of(
            new Sign(
                name + "=" + value.toLowerCase(Locale.ROOT),
                words + value + " (" + name + ")",
                "{tag: {" + quoted(name) + ": " + quoted(value) + "}}"));
      }
    }
    return Optional.empty();
  }

  private static Optional<Sign> group(Facts facts) {
    Optional<Sign> tagged = tagged(facts, GROUP_TAGS, "are part of ");
    if (tagged.isPresent()) {
      return tagged;
    }
    String lower = facts.id().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("/resourcegroups/");
    if (at >= 0) {
      int begin = at + "/resourcegroups/".length();
      int end = lower.indexOf('/', begin);
      String scope = lower.substring(0, end < 0 ? lower.length() : end);
      return Optional.of(
          new Sign(
              scope,
              "are in the resource group " + scope.substring(begin),
              "{ResourceId: " + quoted(scope + "/*") + "}"));
    }
    return Optional.empty();
  }

  /** The first two words of a name, or the first where it has two. */
  private static Optional<Sign> name(Facts facts) {
    String id = facts.id();
    String name =
        facts.name().isEmpty() ? id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1) : facts.name();
    List<String> words = List.of(TagSpelling.plain(name).split("-", -1));
    if (words.size() < 2 || words.getFirst().length() < 3) {
      return Optional.empty();
    }
    String begin = words.size() > 2 ? words.get(0) + "-" + words.get(1) : words.get(0);
    if (begin.chars().filter(Character::isDigit).count() * 2 > begin.length()) {
      return Optional.empty();
    }
    return Optional.of(
        new Sign(
            begin,
            "have names that begin with " + begin,
            "{name: " + quoted("(?i)(^|[/:])" + begin.replace("-", "[-_. ]")) + "}"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
