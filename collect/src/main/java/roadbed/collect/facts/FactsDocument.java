package roadbed.collect.facts;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.CostBudget;
import roadbed.model.EstateFacts;
import roadbed.model.ExceptionRules;
import roadbed.model.Location;
import roadbed.model.ModuleRepository;
import roadbed.model.Provider;
import roadbed.model.Value;
import roadbed.model.WrittenDocument;

/**
 * Reads a {@code roadbed.yaml}. Patterns of paths are relative to the folder of the file, and become patterns
 * of whole paths here, so that nobody further on needs to know where the file stood.
 */
public final class FactsDocument {
  private static final int MOST_MONTHS = 240;
  private static final int MOST_REPOSITORIES = 5_000;
  private static final List<String> SCOPES = List.of("total", "owner", "account", "provider", "service");
  private static final List<String> CLOUDS = List.of("aws", "azure", "gcp", "kubernetes", "other");

  private final FactsFields root;
  private final String folder;

  private FactsDocument(FactsFields root, String folder) {
    this.root = root;
    this.folder = folder;
  }

  /** Whether a document with that version is for this reader. */
  public static boolean isFacts(String apiVersion) {
    return apiVersion.startsWith("roadbed.dev/");
  }

  /** Reads the facts of a document; what is wrong in it is said, and the rest of it is kept. */
  public static void read(YamlNode.Mapping document, String file, CollectionSink sink) {
    FactsFields root = new FactsFields(document, "", file, sink);
    String version = root.text("apiVersion").orElse("");
    if (!version.equals("roadbed.dev/v1")) {
      root.wrong("apiVersion", "the version " + version + " is not known", "write roadbed.dev/v1");
      return;
    }
    int slash = file.lastIndexOf('/');
    FactsDocument facts = new FactsDocument(root, slash < 0 ? "" : file.substring(0, slash + 1));
    Location location = Location.of(file, document.line(), document.column());
    ExceptionDocument exception = new ExceptionDocument(root, location, facts::fromFolder);
    switch (root.text("kind").orElse("")) {
      case "Estate" -> sink.facts(facts.facts());
      case "Exception" ->
          exception
              .grant()
              .map(grant -> new ExceptionRules(List.of(grant), Optional.empty(), List.of()))
              .ifPresent(rules -> sink.facts(EstateFacts.of(rules)));
      case "ExceptionTerms" ->
          exception
              .terms()
              .map(terms -> new ExceptionRules(List.of(), Optional.of(terms), List.of()))
              .ifPresent(rules -> sink.facts(EstateFacts.of(rules)));
      case "Allocation" -> AllocationDocument.read(document, file, sink).map(EstateFacts::of).ifPresent(sink::facts);
      case "Budgets" -> {
        List<CostBudget> budgets = BudgetDocument.read(document, file, sink);
        if (!budgets.isEmpty()) {
          sink.facts(EstateFacts.of(budgets));
        }
      }
      case "OnCall", "AlertMappings", "AlertRules", "DeliveryRules", "Changes" -> {
        if (WrittenValues.of(document) instanceof Value.Fields written) {
          sink.document(new WrittenDocument(root.text("kind").orElse(""), written, location));
        }
      }
      case "Resilience", "Drill", "VersionCalendar" -> ResilienceDocument.read(document, file, sink);
      case "Gate" -> {
        // Says how the gate acts, not what the estate is: the gate reads it.
      }
      default ->
          root.wrong("kind", "this kind of document is not known", "write Estate, Allocation, Budgets, Exception, ExceptionTerms, Gate, Resilience, Drill, VersionCalendar, " + String.join(" or ", WrittenDocument.KINDS));
    }
  }

  private EstateFacts facts() {
    root.only("apiVersion", "kind", "accounts", "owners", "environments", "tiers", "budgets", "drivers", "modules");
    List<EstateFacts.Account> accounts = new ArrayList<>();
    root.list("accounts").forEach(account -> account(account).ifPresent(accounts::add));
    FactsFields owners = root.object("owners");
    owners.only("tags", "rules");
    List<EstateFacts.OwnerRule> rules = new ArrayList<>();
    owners.list("rules").forEach(rule -> ownerRule(rule).ifPresent(rules::add));
    FactsFields environments = root.object("environments");
    environments.only("tags");
    Map<String, String> tiers = new LinkedHashMap<>();
    FactsFields tierFields = root.object("tiers");
    tierFields.keys().forEach(name -> tierFields.text(name).ifPresent(tier -> tiers.put(name, tier(tier))));
    List<EstateFacts.Budget> budgets = new ArrayList<>();
    root.list("budgets").forEach(budget -> budgets.addAll(budgets(budget)));
    List<EstateFacts.Driver> drivers = new ArrayList<>();
    FactsFields driverFields = root.object("drivers");
    for (String name : driverFields.keys()) {
      FactsFields months = driverFields.object(name);
      months(months).forEach((month, value) -> drivers.add(new EstateFacts.Driver(name, month, value)));
    }
    FactsFields modules = root.object("modules");
    modules.only("approved", "repositories");
    Map<String, ModuleRepository> repositories = new LinkedHashMap<>();
    List<FactsFields> kept = modules.list("repositories");
    if (kept.size() > MOST_REPOSITORIES) {
      modules.wrong("repositories", "only the first " + MOST_REPOSITORIES + " are read", "name those that are approved");
    }
    kept.stream().limit(MOST_REPOSITORIES).forEach(one -> repository(one).ifPresent(told -> repositories.putIfAbsent(told.source(), told)));
    return new EstateFacts(
        accounts,
        rules,
        owners.texts("tags"),
        environments.texts("tags"),
        tiers,
        budgets,
        drivers,
        modules.texts("approved"))
        .withModuleRepositories(List.copyOf(repositories.values()));
  }

  /** Where a module is kept; nobody has looked there yet. */
  private Optional<ModuleRepository> repository(FactsFields fields) {
    fields.only("source", "path");
    Optional<String> source = fields.required("source").map(ModuleRepository::withoutVersion);
    Optional<String> path = fields.required("path");
    if (source.isEmpty() || path.isEmpty()) {
      return Optional.empty();
    }
    if (source.get().indexOf('*') >= 0) {
      fields.wrong("source", "one module is expected, and this is a pattern", "give each module an entry of its own");
      return Optional.empty();
    }
    return Optional.of(
        new ModuleRepository(
            source.get(), normal(folder + path.get()), Optional.of("its folder was not looked into"), List.of(), List.of(), fields.location()));
  }

  /** A path without {@code .}, and with {@code ..} at its beginning only. */
  private static String normal(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.isEmpty() || parts.getLast().equals("..")) {
          parts.add(part);
        } else {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
  }

  private Optional<EstateFacts.Account> account(FactsFields fields) {
    fields.only("provider", "id", "name", "environment", "owner", "paths");
    Optional<String> provider = fields.required("provider");
    Optional<String> id = fields.required("id");
    if (provider.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    if (!CLOUDS.contains(provider.get())) {
      fields.wrong(
          "provider",
          "the provider " + provider.get() + " is not known",
          "write one of " + String.join(", ", CLOUDS));
      return Optional.empty();
    }
    return Optional.of(
        new EstateFacts.Account(
            Provider.ofId(provider.get()),
            id.get(),
            fields.text("name").orElse(id.get()),
            fields.text("environment"),
            fields.text("owner"),
            fields.texts("paths").stream().map(this::fromFolder).toList()));
  }

  private Optional<EstateFacts.OwnerRule> ownerRule(FactsFields fields) {
    fields.only("owner", "path", "tag", "account");
    Optional<String> path = fields.text("path").map(this::fromFolder);
    Optional<String> tag = fields.text("tag");
    Optional<String> account = fields.text("account");
    if (path.isEmpty() && tag.isEmpty() && account.isEmpty()) {
      fields.wrong("", "this rule has no condition and would own everything", "give path, tag or account");
      return Optional.empty();
    }
    if (tag.isPresent() && tag.get().indexOf('=') < 1) {
      fields.wrong("tag", "a tag's name and value are expected", "write name=value; the value may hold *");
      return Optional.empty();
    }
    return fields.required("owner").map(owner -> new EstateFacts.OwnerRule(owner, path, tag, account));
  }

  private List<EstateFacts.Budget> budgets(FactsFields fields) {
    fields.only("total", "owner", "account", "provider", "service", "currency", "monthly", "from", "to", "months");
    List<String> given = SCOPES.stream().filter(fields::has).toList();
    Optional<String> currency = fields.required("currency");
    if (given.size() != 1) {
      fields.wrong(
          "", "a budget is for exactly one of " + String.join(", ", SCOPES), "write for example total: true");
      return List.of();
    }
    if (currency.isEmpty()) {
      return List.of();
    }
    if (!currency.get().matches("[A-Z]{3}")) {
      fields.wrong("currency", "three capital letters are expected", "write for example EUR");
      return List.of();
    }
    String kind = given.getFirst();
    String scope = kind.equals("total") ? "" : fields.text(kind).orElse("");
    Map<YearMonth, BigDecimal> months = new LinkedHashMap<>();
    fields.decimal("monthly").ifPresent(amount -> span(fields).forEach(month -> months.put(month, amount)));
    if (fields.has("months")) {
      months.putAll(months(fields.object("months")));
    }
    if (months.isEmpty()) {
      fields.wrong(
          "", "the budget has no amounts", "give monthly with from and to, or months with an amount each");
    }
    return months.entrySet().stream()
        .map(
            month ->
                new EstateFacts.Budget(kind, scope, month.getKey(), month.getValue(), currency.get()))
        .toList();
  }

  private static List<YearMonth> span(FactsFields fields) {
    Optional<YearMonth> from = fields.month("from");
    Optional<YearMonth> to = fields.month("to");
    if (from.isEmpty() || to.isEmpty()) {
      fields.wrong("monthly", "from and to are needed", "write for example from: 2026-01 and to: 2026-12");
      return List.of();
    }
    List<YearMonth> months = new ArrayList<>();
    for (YearMonth month = from.get(); !month.isAfter(to.get()); month = month.plusMonths(1)) {
      if (months.size() == MOST_MONTHS) {
        fields.wrong("to", "the budget spans more than " + MOST_MONTHS + " months", "give a shorter span");
        break;
      }
      months.add(month);
    }
    return months;
  }

  private static Map<YearMonth, BigDecimal> months(FactsFields fields) {
    Map<YearMonth, BigDecimal> months = new LinkedHashMap<>();
    for (String key : fields.keys()) {
      Optional<YearMonth> month = FactsFields.parseMonth(key);
      if (month.isEmpty()) {
        fields.wrongKey(key, "a month is expected", "write for example 2026-01");
      } else {
        fields.decimal(key).ifPresent(value -> months.put(month.get(), value));
      }
    }
    return months;
  }

  private static String tier(String tier) {
    return tier.matches("[0-9]") ? "tier-" + tier : tier;
  }

  /** A star in the folder's own name would mean more than itself. */
  private String fromFolder(String pattern) {
    if (pattern.startsWith("**/") || folder.isEmpty()) {
      return pattern;
    }
    String relative = pattern.startsWith("./") ? pattern.substring(2) : pattern;
    return folder.replace('*', '?') + relative;
  }
}
