package roadbed.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.EstateFacts;
import roadbed.model.Provider;

/** In which account and region a resource lives: by its own identifiers, its provider's context, path rules. */
final class Places {
  private record Rule(Provider provider, String account, List<PathGlob> paths) {}

  private final List<Rule> rules;
  private final Map<String, Optional<String>> accountByFile = new HashMap<>();

  Places(EstateFacts facts) {
    rules =
        facts.accounts().stream()
            .filter(account -> !account.paths().isEmpty())
            .map(
                account ->
                    new Rule(
                        account.provider(),
                        account.id(),
                        account.paths().stream().map(PathGlob::ofPath).toList()))
            .toList();
  }

  /** The account, subscription, project or cluster; empty where it is not known. */
  String account(Entry entry) {
    Optional<String> own =
        switch (entry.provider()) {
          case AWS ->
              arnPart(entry, 4)
                  .or(() -> entry.known("owner_id").filter(Places::isAccountNumber))
                  .or(() -> entry.known("account_id").filter(Places::isAccountNumber))
                  .or(() -> context(entry, "account"));
          case AZURE ->
              entry
                  .known("id")
                  .flatMap(id -> after(id, "/subscriptions/"))
                  .or(() -> context(entry, "subscription"));
          case GCP ->
              entry
                  .known("project")
                  .map(Places::withoutProjectsPrefix)
                  .or(() -> entry.known("self_link").flatMap(link -> after(link, "/projects/")))
                  .or(() -> entry.known("id").flatMap(id -> after("/" + id, "/projects/")))
                  .or(() -> entry.type().equals("google_project") ? entry.known("project_id") : Optional.empty())
                  .or(() -> context(entry, "project"));
          case KUBERNETES -> context(entry, "cluster");
          case OTHER -> context(entry, "account");
        };
    return own.or(() -> byPath(entry)).orElse("");
  }

  private static String withoutProjectsPrefix(String project) {
    return project.startsWith("projects/") ? project.substring("projects/".length()) : project;
  }

  private static boolean isAccountNumber(String text) {
    return text.length() == 12 && text.chars().allMatch(Character::isDigit);
  }

  /** The region or location; empty where it is not known or has none. */
  String region(Entry entry) {
    return switch (entry.provider()) {
      case AWS ->
          entry
              .known("region")
              .or(() -> arnPart(entry, 3))
              .or(() -> entry.known("availability_zone").map(Places::regionOfAwsZone))
              .or(() -> context(entry, "region"))
              .orElse("");
      case AZURE ->
          entry
              .known("location")
              .map(location -> location.toLowerCase(Locale.ROOT).replace(" ", ""))
              .orElse("");
      case GCP ->
          entry
              .known("region")
              .map(Places::lastPart)
              .or(() -> entry.known("zone").map(Places::lastPart).map(Places::regionOfGoogleZone))
              .or(() -> entry.known("location").map(location -> location.toLowerCase(Locale.ROOT)))
              .map(Places::regionOfGoogleZone)
              .or(() -> context(entry, "region"))
              .orElse("");
      case KUBERNETES, OTHER -> context(entry, "region").orElse("");
    };
  }

  private static String lastPart(String link) {
    return link.substring(link.lastIndexOf('/') + 1);
  }

  private static String regionOfAwsZone(String zone) {
    return !zone.isEmpty() && Character.isLetter(zone.charAt(zone.length() - 1))
        ? zone.substring(0, zone.length() - 1)
        : zone;
  }

  /** {@code europe-west1-b} is in {@code europe-west1}. */
  private static String regionOfGoogleZone(String zone) {
    int dash = zone.lastIndexOf('-');
    return dash > 0 && zone.length() == dash + 2 && Character.isDigit(zone.charAt(dash - 1))
        ? zone.substring(0, dash)
        : zone;
  }

  private static Optional<String> context(Entry entry, String key) {
    return Optional.ofNullable(entry.collected().context().get(key)).filter(value -> !value.isBlank());
  }

  private static Optional<String> arnPart(Entry entry, int index) {
    return entry
        .known("arn")
        .filter(arn -> arn.startsWith("arn:"))
        .map(arn -> arn.split(":", 7))
        .filter(parts -> parts.length > index && !parts[index].isEmpty())
        .map(parts -> parts[index])
        .filter(part -> index != 4 || isAccountNumber(part));
  }

  private static Optional<String> after(String text, String prefix) {
    int at = text.indexOf(prefix);
    if (at < 0) {
      return Optional.empty();
    }
    int from = at + prefix.length();
    int slash = text.indexOf('/', from);
    return Optional.of(text.substring(from, slash < 0 ? text.length() : slash))
        .filter(part -> !part.isEmpty() && !part.equals("_"));
  }

  private Optional<String> byPath(Entry entry) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    String file = entry.collected().location().file();
    return accountByFile.computeIfAbsent(
        entry.provider().id() + " " + file,
        _ ->
            rules.stream()
                .filter(rule -> rule.provider() == entry.provider())
                .filter(rule -> rule.paths().stream().anyMatch(path -> path.matches(file)))
                .map(Rule::account)
                .findFirst());
  }
}
