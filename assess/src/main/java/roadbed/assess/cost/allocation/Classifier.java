package roadbed.assess.cost.allocation;

import com.google.re2j.PatternSyntaxException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import roadbed.inventory.LabelNames;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Attribute;
import roadbed.model.AllocationRules.Condition;
import roadbed.model.AllocationRules.Part;
import roadbed.model.AllocationRules.Rule;
import roadbed.model.AllocationRules.Span;
import roadbed.model.AllocationRules.Target;
import roadbed.model.AllocationRules.Test;
import roadbed.model.BillingColumn;
import roadbed.model.EstateFacts;
import roadbed.model.Resource;

/**
 * Says of a line whose it is, by ordered rules of which the first that matches decides.
 *
 * <p>What it says depends on {@link #columns()}, {@link #tags()} and the {@link #eras() era} of the day only, so
 * that lines which agree in them need to be asked about once.
 */
public final class Classifier {
  /** The standard order's own virtual tag; no bill has a tag of this name. */
  private static final String OWNER = "roadbed:owner";

  private final List<Compiled> rules = new ArrayList<>();
  private final Map<String, VirtualTagValue> virtualTags = new LinkedHashMap<>();
  private final Set<BillingColumn> columns =
      EnumSet.of(BillingColumn.PROVIDER, BillingColumn.ACCOUNT, BillingColumn.ACCOUNT_NAME);
  private final Set<String> tags = new LinkedHashSet<>();
  private final TreeSet<LocalDate> eras = new TreeSet<>();
  private final Map<String, EstateFacts.Account> accounts = new HashMap<>();
  private final List<String> environmentTags;
  private final BilledResources resources;
  private final boolean looksAtResources;
  private final boolean looksAtCommitments;

  private record Compiled(String name, Matcher when, Target gives, String basis, Span span) {}

  /**
   * Rules over an estate.
   *
   * @throws PatternSyntaxException where a pattern of names is malformed
   */
  public Classifier(AllocationRules stated, Snapshot snapshot) {
    EstateFacts facts = snapshot.facts();
    looksAtCommitments = !(stated.unused() instanceof AllocationRules.UnusedCommitments.Buyer);
    facts.accounts().forEach(one -> accounts.putIfAbsent(BilledAccount.key(one.provider(), one.id()), one));
    resources = new BilledResources(snapshot.resources());
    looksAtResources = !snapshot.resources().isEmpty();
    environmentTags = LabelNames.environment(facts);
    tags.addAll(environmentTags);
    if (looksAtResources) {
      columns.add(BillingColumn.RESOURCE);
    }
    for (AllocationRules.VirtualTag tag : stated.tags()) {
      tag.values().forEach(value -> note(value.when()));
      tags.addAll(tag.from());
      virtualTags.put(tag.name(), new VirtualTagValue(tag));
    }
    stated.rules().forEach(this::add);
    if (stated.standard()) {
      addStandard(facts);
    }
  }

  private void add(Rule rule) {
    note(rule.when());
    rule.span().from().ifPresent(eras::add);
    rule.span().to().ifPresent(last -> eras.add(last.plusDays(1)));
    String basis = "shared";
    if (rule.gives() instanceof Target.OwnedBy owned) {
      owned.text().stream()
          .filter(Part.Of.class::isInstance)
          .map(Part.Of.class::cast)
          .forEach(part -> note(part.attribute()));
      basis = basis(owned);
    }
    rules.add(new Compiled(rule.name(), new Matcher(rule.when()), rule.gives(), basis, rule.span()));
  }

  private static String basis(Target.OwnedBy owned) {
    for (Part part : owned.text()) {
      if (part instanceof Part.Of(Attribute attribute)) {
        return switch (attribute) {
          case Attribute.Tag _, Attribute.Label _, Attribute.Namespace _ -> "tag";
          case Attribute.ResourceOwner _ -> "resource";
          case Attribute.AccountOwner _ -> "account";
          case Attribute.Column _, Attribute.Environment _, Attribute.Group _ -> "rule";
        };
      }
    }
    return "rule";
  }

  /** The line's own tags, then its resource, then the owner rules of the estate, then its account. */
  private void addStandard(EstateFacts facts) {
    List<String> ownerTags = LabelNames.owner(facts);
    tags.addAll(ownerTags);
    virtualTags.put(OWNER, VirtualTagValue.asWritten(ownerTags));
    add(standard("owner tag", Condition.ANY, new Part.Of(new Attribute.Tag(OWNER))));
    add(standard("owner of the resource", Condition.ANY, new Part.Of(new Attribute.ResourceOwner())));
    int number = 0;
    for (EstateFacts.OwnerRule rule : facts.ownerRules()) {
      number++;
      // A line stands in no file, so a rule for a path says nothing of it.
      if (rule.path().isEmpty()) {
        List<Test> tests = new ArrayList<>();
        rule.account()
            .ifPresent(
                account -> tests.add(new Test(new Attribute.Column(BillingColumn.ACCOUNT), List.of(account))));
        rule.tag()
            .ifPresent(
                tag -> {
                  int equals = tag.indexOf('=');
                  tests.add(
                      new Test(
                          new Attribute.Tag(
                              (equals < 0 ? tag : tag.substring(0, equals)).strip().toLowerCase(java.util.Locale.ROOT)),
                          List.of(equals < 0 ? "*" : tag.substring(equals + 1))));
                });
        add(
            standard(
                "owner rule " + number,
                new Condition(tests, Optional.empty(), Optional.empty()),
                new Part.Literal(LabelNames.team(rule.owner()))));
      }
    }
    add(standard("owner of the account", Condition.ANY, new Part.Of(new Attribute.AccountOwner())));
  }

  private static Rule standard(String name, Condition when, Part owner) {
    return new Rule(name, when, new Target.OwnedBy(List.of(owner)), Span.ALWAYS);
  }

  private void note(Condition when) {
    when.tests().forEach(test -> note(test.attribute()));
    if (when.name().isPresent()) {
      columns.add(BillingColumn.RESOURCE);
      columns.add(BillingColumn.RESOURCE_NAME);
    }
    when.not().ifPresent(this::note);
  }

  private void note(Attribute attribute) {
    switch (attribute) {
      case Attribute.Column(BillingColumn column) -> columns.add(column);
      case Attribute.Tag(String name) -> tags.add(name);
      case Attribute.Label(String name) -> tags.addAll(KubernetesTags.label(name));
      case Attribute.Namespace _ -> tags.addAll(KubernetesTags.NAMESPACE);
      case Attribute.ResourceOwner _,
          Attribute.Environment _,
          Attribute.AccountOwner _,
          Attribute.Group _ -> {
        // The resource's id and the account are looked at in any case.
      }
    }
  }

  /** The columns on which the answer depends. */
  public Set<BillingColumn> columns() {
    return Set.copyOf(columns);
  }

  /** The names of tags, in lower case, on which the answer depends. */
  public Set<String> tags() {
    return Set.copyOf(tags);
  }

  /** Whether charges are told apart by commitment, as its unused part has a policy of its own. */
  public boolean looksAtCommitments() {
    return looksAtCommitments;
  }

  /** The days on which other rules come to hold, in order. Between two of them nothing changes. */
  public List<LocalDate> eras() {
    return List.copyOf(eras);
  }

  /**
   * Whose a line is.
   *
   * @param day any day of the line's era
   */
  public Placement place(BilledLine line, LocalDate day) {
    BilledAccount billed = BilledAccount.of(line.column(BillingColumn.PROVIDER), line.column(BillingColumn.ACCOUNT));
    Optional<EstateFacts.Account> account = Optional.ofNullable(accounts.get(billed.key()));
    Optional<Resource> resource =
        looksAtResources
            ? resources.find(billed.provider(), billed.id(), line.column(BillingColumn.RESOURCE))
            : Optional.empty();
    Sight sight = new Sight(line, billed, account, resource, virtualTags, environmentTags);
    for (Compiled rule : rules) {
      if (rule.span().holds(day)) {
        Optional<Matcher.Match> match = rule.when().match(sight);
        if (match.isPresent()) {
          switch (rule.gives()) {
            case Target.SharedIn(String pool) -> {
              return sight.placement("", pool, rule.name(), rule.basis());
            }
            case Target.OwnedBy(List<Part> text) -> {
              String owner = owner(text, sight, match.get());
              if (!owner.isEmpty()) {
                return sight.placement(owner, "", rule.name(), rule.basis());
              }
            }
          }
        }
      }
    }
    return sight.placement("", "", "", "");
  }

  /** The owner's name, or empty where a part of it is. */
  private static String owner(List<Part> text, Sight sight, Matcher.Match match) {
    StringBuilder owner = new StringBuilder();
    for (Part part : text) {
      String piece =
          switch (part) {
            case Part.Literal(String literal) -> literal;
            case Part.Of(Attribute.Group(String group)) -> match.group(group);
            case Part.Of(Attribute attribute) -> sight.value(attribute);
          };
      if (piece.isEmpty()) {
        return "";
      }
      owner.append(piece);
    }
    return owner.toString().strip();
  }
}
