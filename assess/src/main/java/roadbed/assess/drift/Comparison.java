package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.model.Value;

/**
 * What one side wants of a resource against what another side says that it is. Only what is wanted is looked for; what
 * the other side has beyond it counts in sets that are complete, in fields that people name, and where a documented
 * default holds.
 */
final class Comparison {
  /**
   * An attribute that is not what is wanted.
   *
   * @param path without positions of single blocks
   * @param attribute with positions, as the declaration spells it
   */
  record Difference(String path, String attribute, Optional<Value> wanted, Optional<Value> found, String note) {}

  private static final int DEEPEST = 40;

  private final Folded wanted;
  private final Folded found;
  private final Provider provider;
  private final String type;
  private final boolean filled;
  private final List<Difference> differences = new ArrayList<>(0);
  private final List<ResourceDrift.NotCompared> notCompared = new ArrayList<>(0);
  private int compared;

  private Comparison(Folded wanted, Folded found) {
    this.wanted = wanted;
    this.found = found;
    this.provider = wanted.main().provider();
    this.type = wanted.type();
    // A plan and a state have every attribute; a source has those that a person wrote.
    this.filled =
        switch (wanted.main().collected().declaration()) {
          case TERRAFORM_PLAN, TERRAFORM_STATE -> true;
          default -> wanted.main().side() != Declaration.Side.DECLARED;
        };
  }

  static Comparison of(Folded wanted, Folded found) {
    Comparison comparison = new Comparison(wanted, found);
    comparison.documents();
    return comparison;
  }

  List<Difference> differences() {
    return differences;
  }

  List<ResourceDrift.NotCompared> notCompared() {
    return notCompared;
  }

  int compared() {
    return compared;
  }

  private void documents() {
    wanted
        .document()
        .forEach(
            (name, value) -> {
              if (name.equals("tags") || name.equals("tags_all")) {
                return;
              }
              boolean made = AttributeFacts.isMade(provider, type, name) && (filled || provider == Provider.KUBERNETES);
              if (!made && !AttributeFacts.isInstruction(type, name)) {
                value(name, name, value, found.document().get(name), 0);
              }
            });
    tags();
    // Sets of which this side says nothing, and which the other side has.
    found
        .document()
        .forEach(
            (name, value) -> {
              if (!wanted.document().containsKey(name) && wanted.isComplete(name) && !wanted.isStub()) {
                value(name, name, Value.Fields.EMPTY, value, 0);
              }
            });
    if (!wanted.isStub()) {
      defaults();
    }
  }

  /** An attribute that nobody sets is what its provider documents. */
  private void defaults() {
    AttributeFacts.defaultsOf(type)
        .forEach(
            (path, text) -> {
              Optional<Value> said = at(wanted.document(), path);
              Optional<Value> is = at(found.document(), path);
              if (said.isEmpty() && is.isPresent() && isSingle(is.get())) {
                compared++;
                if (!Scalars.same(provider, AttributeFacts.last(path), text, Scalars.text(is.get()))) {
                  differences.add(
                      new Difference(
                          path, path, Optional.empty(), is, "nobody declares it, and the provider's default is " + text));
                }
              }
            });
  }

  private static boolean isSingle(Value value) {
    return switch (value) {
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _ -> true;
      case Value.Items _, Value.Fields _, Value.Null _, Value.Unknown _, Value.Secret _ -> false;
    };
  }

  private static Optional<Value> at(Map<String, Value> document, String path) {
    return Satellite.at(new Value.Fields(document), path);
  }

  /** All tags that a resource has, whichever attribute says them, without those that the provider adds. */
  private void tags() {
    Value all = wanted.document().get("tags_all");
    Value own = wanted.document().get("tags");
    Map<String, Value> want = new LinkedHashMap<>();
    merge(own, want);
    merge(all, want);
    Map<String, Value> have = new LinkedHashMap<>();
    merge(found.document().get("tags"), have);
    merge(found.document().get("tags_all"), have);
    boolean unknown = (own instanceof Value.Unknown u && !u.isLeftToProvider()) || (own instanceof Value.Secret);
    if (unknown) {
      notCompared("tags", own instanceof Value.Unknown reason ? reason.reason() : "it is a secret");
      return;
    }
    if (want.isEmpty() && !(own instanceof Value.Fields) && !(all instanceof Value.Fields)) {
      return;
    }
    if (have.isEmpty() && !found.says("tags")) {
      if (!want.isEmpty()) {
        notCompared("tags", "the other side does not tell it");
      }
      return;
    }
    named("tags", "tags", want, have, 0);
  }

  private static void merge(@Nullable Value tags, Map<String, Value> into) {
    if (tags instanceof Value.Fields fields) {
      fields
          .values()
          .forEach(
              (name, value) -> {
                if (!name.startsWith("aws:") && !(value instanceof Value.Null)) {
                  into.putIfAbsent(name, value);
                }
              });
    }
  }

  private void value(String path, String attribute, Value given, @Nullable Value is, int depth) {
    Value typed = provider == Provider.OTHER && given instanceof Value.Fields ? alone(given) : null;
    Value want = typed == null ? given : typed;
    switch (want) {
      case Value.Null _ -> {}
      case Value.Unknown unknown -> {
        if (!unknown.isLeftToProvider()) {
          notCompared(path, unknown.reason());
        }
      }
      case Value.Secret _ -> notCompared(path, "it is a secret");
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _ -> single(path, attribute, want, is);
      case Value.Items items -> items(path, attribute, items, is, depth);
      case Value.Fields fields -> fields(path, attribute, fields, is, depth);
    }
  }

  /** Whether the comparison ends here because the other side does not tell; says so where it does. */
  private boolean notTold(String path, String attribute, Value want, @Nullable Value is) {
    switch (is) {
      case Value.Unknown unknown -> {
        notCompared(path, unknown.reason());
        return true;
      }
      case Value.Secret _ -> {
        notCompared(path, "it is a secret");
        return true;
      }
      case null, default -> {}
    }
    if (Scalars.isEmpty(is) && !Scalars.isUnset(want) && !told(path, attribute)) {
      notCompared(path, "the other side does not tell it");
      return true;
    }
    return false;
  }

  private boolean told(String path, String attribute) {
    if (found.says(path)) {
      return true;
    }
    Folded.Origin origin = wanted.origin(path, attribute);
    return found.main().says().test(origin.sighting().type(), withoutPositions(origin.attribute()));
  }

  /** A path without its positions in lists. */
  static String withoutPositions(String attribute) {
    StringBuilder plain = new StringBuilder();
    for (String step : attribute.split("\\.", -1)) {
      if (step.isEmpty() || !step.chars().allMatch(Character::isDigit)) {
        plain.append(plain.isEmpty() ? "" : ".").append(step);
      }
    }
    return plain.toString();
  }

  private void notCompared(String path, String why) {
    notCompared.add(new ResourceDrift.NotCompared(path, why));
  }

  private void differs(String path, String attribute, @Nullable Value want, @Nullable Value is) {
    differences.add(new Difference(path, attribute, Optional.ofNullable(want), Optional.ofNullable(is), ""));
  }

  private static @Nullable Value alone(@Nullable Value is) {
    if (is instanceof Value.Fields fields && fields.values().size() == 2 && fields.values().containsKey("type")) {
      // A state writes a value of any type with its type beside it.
      return fields.values().getOrDefault("value", is);
    }
    return is instanceof Value.Items items && items.values().size() == 1 ? items.values().getFirst() : is;
  }

  private void single(String path, String attribute, Value want, @Nullable Value given) {
    Value is = given instanceof Value.Fields && provider != Provider.OTHER ? given : alone(given);
    if (notTold(path, attribute, want, is)) {
      return;
    }
    compared++;
    String wanted = Scalars.text(want);
    String found = Scalars.text(is);
    if (Scalars.isEmpty(is)) {
      boolean byDefault =
          AttributeFacts.defaultOf(type, path)
              .map(value -> Scalars.same(provider, AttributeFacts.last(path), wanted, Scalars.text(value)))
              .orElse(false);
      if (!Scalars.isUnset(want) && !byDefault) {
        differs(path, attribute, want, null);
      }
      return;
    }
    if (Scalars.same(provider, AttributeFacts.last(path), wanted, found)) {
      return;
    }
    if (want instanceof Value.Text text) {
      Optional<Value> document = JsonTexts.parse(text.value());
      Optional<Value> other = is instanceof Value.Text said ? JsonTexts.parse(said.value()) : Optional.ofNullable(is);
      if (document.isPresent() && other.isPresent() && PolicyForm.of(document.get()).equals(PolicyForm.of(other.get()))) {
        return;
      }
      if (document.isPresent() && document.get().hasUnknown()) {
        notCompared(path, "a part of it is known only after apply");
        return;
      }
    }
    differs(path, attribute, want, is);
  }

  private void fields(String path, String attribute, Value.Fields want, @Nullable Value given, int depth) {
    Value is = given instanceof Value.Fields && provider != Provider.OTHER ? given : alone(given);
    if (depth > DEEPEST || notTold(path, attribute, want, is)) {
      return;
    }
    if (is instanceof Value.Text text) {
      // A policy that one side has as a document and the other as its text.
      Optional<Value> document = JsonTexts.parse(text.value());
      if (document.isPresent()) {
        compared++;
        if (!PolicyForm.of(want).equals(PolicyForm.of(document.get()))) {
          differs(path, attribute, want, is);
        }
        return;
      }
    }
    if (PolicyForm.isPolicy(want) && !want.hasUnknown() && is instanceof Value.Fields other && PolicyForm.isPolicy(other)) {
      compared++;
      if (!PolicyForm.of(want).equals(PolicyForm.of(other))) {
        differs(path, attribute, want, is);
      }
      return;
    }
    if (is != null && !(is instanceof Value.Fields) && !Scalars.isEmpty(is)) {
      compared++;
      differs(path, attribute, want, is);
      return;
    }
    Map<String, Value> have = is instanceof Value.Fields fields ? fields.values() : Map.of();
    if (wanted.isComplete(path) || AttributeFacts.isNamed(AttributeFacts.last(path))) {
      named(path, attribute, want.values(), have, depth);
      return;
    }
    want.values()
        .forEach(
            (name, value) -> {
              String inner = path + "." + name;
              if (!AttributeFacts.isMade(provider, type, inner) || !(filled || provider == Provider.KUBERNETES)) {
                value(inner, attribute + "." + name, value, have.get(name), depth + 1);
              }
            });
  }

  /** Fields with names that people give: one more is a difference as well as one less. */
  private void named(
      String path, String attribute, Map<String, Value> want, Map<String, Value> have, int depth) {
    boolean anyCase = provider == Provider.AZURE && path.equals("tags");
    Map<String, Value> left = new LinkedHashMap<>();
    have.forEach((name, value) -> left.put(anyCase ? name.toLowerCase(java.util.Locale.ROOT) : name, value));
    boolean unsure = false;
    for (Map.Entry<String, Value> one : want.entrySet()) {
      Value is = left.remove(anyCase ? one.getKey().toLowerCase(java.util.Locale.ROOT) : one.getKey());
      unsure |= one.getValue() instanceof Value.Unknown && is == null;
      String inner = path + "." + one.getKey();
      if (!AttributeFacts.isMade(provider, type, inner)) {
        value(inner, attribute + "." + one.getKey(), one.getValue(), is, depth + 1);
      }
    }
    for (Map.Entry<String, Value> more : left.entrySet()) {
      String inner = path + "." + more.getKey();
      if (Scalars.isEmpty(more.getValue()) || isOfProvider(path, more.getKey()) || AttributeFacts.isMade(provider, type, inner)) {
        continue;
      }
      if (more.getValue() instanceof Value.Secret || more.getValue() instanceof Value.Unknown) {
        notCompared(inner, more.getValue() instanceof Value.Secret ? "it is a secret" : "it is not known");
      } else if (unsure) {
        notCompared(inner, "it may be the one that is known only after apply");
      } else {
        compared++;
        differs(inner, attribute, null, more.getValue());
      }
    }
  }

  private boolean isOfProvider(String path, String name) {
    return switch (provider) {
      case AWS -> name.startsWith("aws:");
      case AZURE -> path.equals("tags") && name.startsWith("hidden-");
      case GCP -> name.startsWith("goog-") || name.startsWith("goog_");
      // Controllers add labels and annotations of their own to what lives in a cluster.
      case KUBERNETES -> path.startsWith("metadata.") || path.endsWith(".labels") || path.endsWith(".annotations");
      case OTHER -> false;
    };
  }

  private void items(String path, String attribute, Value.Items want, @Nullable Value given, int depth) {
    if (depth > DEEPEST || notTold(path, attribute, want, given)) {
      return;
    }
    List<Value> wants = want.values().stream().filter(value -> !(value instanceof Value.Null)).toList();
    List<Value> have = switch (given) {
      case Value.Items items -> items.values().stream().filter(value -> !(value instanceof Value.Null)).toList();
      case null -> List.of();
      case Value.Null _ -> List.of();
      default -> List.of(given);
    };
    if (wants.size() == 1 && wants.getFirst() instanceof Value.Fields one && have.size() <= 1) {
      fields(path, attribute + ".0", one, have.isEmpty() ? null : have.getFirst(), depth + 1);
      return;
    }
    if (wants.stream().anyMatch(value -> value instanceof Value.Fields)) {
      blocks(path, attribute, want, have, depth);
      return;
    }
    if (wants.isEmpty()) {
      // Nothing is wanted: what only repeats defaults is nothing.
      if (have.stream().allMatch(Scalars::isUnset) || (filled && AttributeFacts.isMade(provider, type, path))) {
        return;
      }
      compared++;
      differs(path, attribute, want, given);
      return;
    }
    texts(path, attribute, want, wants, have, given);
  }

  private void texts(
      String path, String attribute, Value.Items want, List<Value> wants, List<Value> have, @Nullable Value given) {
    long unknown = wants.stream().filter(value -> value instanceof Value.Unknown).count();
    long secret = wants.stream().filter(value -> value instanceof Value.Secret).count();
    String name = AttributeFacts.last(path);
    List<Value> left = new ArrayList<>(have);
    boolean ordered = AttributeFacts.isOrdered(name);
    boolean same = ordered ? unknown + secret > 0 || wants.size() == have.size() : true;
    for (int i = 0; i < wants.size() && same; i++) {
      Value one = wants.get(i);
      if (one instanceof Value.Unknown || one instanceof Value.Secret) {
        continue;
      }
      if (ordered) {
        same = i < have.size() && sameMember(name, one, have.get(i));
      } else {
        int at = indexOf(name, one, left);
        same = at >= 0;
        if (same) {
          left.remove(at);
        }
      }
    }
    if (same && (secret > 0 || unknown > 0)) {
      notCompared(path, secret > 0 ? "a part of it is a secret" : "a part of it is known only after apply");
      return;
    }
    compared++;
    if (!same || (!ordered && !left.isEmpty())) {
      differs(path, attribute, want, given);
    }
  }

  private int indexOf(String name, Value one, List<Value> among) {
    for (int i = 0; i < among.size(); i++) {
      if (sameMember(name, one, among.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private boolean sameMember(String name, Value one, Value other) {
    if (isSingle(one) && isSingle(other)) {
      return Scalars.same(provider, name, Scalars.text(one), Scalars.text(other));
    }
    return one.equals(other);
  }

  /** Blocks of one name: the same block on both sides is told by its own name, or by being the most alike. */
  private void blocks(String path, String attribute, Value.Items want, List<Value> have, int depth) {
    List<Value> left = new ArrayList<>(have);
    List<String> names = memberNames(want.values());
    Map<Integer, Value> partners = new HashMap<>();
    List<Value> wants = want.values();
    for (int i = 0; i < wants.size(); i++) {
      int at = names.isEmpty() ? exact(path, wants.get(i), left) : named(names, wants.get(i), left);
      if (at >= 0) {
        partners.put(i, left.remove(at));
      }
    }
    if (names.isEmpty()) {
      for (int i = 0; i < wants.size() && !left.isEmpty(); i++) {
        if (!partners.containsKey(i)) {
          partners.put(i, left.remove(mostAlike(path, wants.get(i), left)));
        }
      }
    }
    for (int i = 0; i < wants.size(); i++) {
      String title = names.isEmpty() ? path + "." + i : path + "." + title(names, wants.get(i));
      Value partner = partners.get(i);
      if (partner == null && wants.get(i) instanceof Value.Fields && !told(path, attribute)) {
        notCompared(title, "the other side does not tell it");
      } else if (partner == null && !(wants.get(i) instanceof Value.Unknown)) {
        compared++;
        differs(title, attribute + "." + i, wants.get(i), null);
      } else {
        value(title, attribute + "." + i, wants.get(i), partner, depth + 1);
      }
    }
    boolean unsure = wants.stream().anyMatch(Value.Unknown.class::isInstance);
    for (Value more : left) {
      if (Scalars.isUnset(more)) {
        continue;
      }
      String title = names.isEmpty() ? path + "." + (wants.size() + left.indexOf(more)) : path + "." + title(names, more);
      if (unsure) {
        notCompared(title, "it may be the one that is known only after apply");
      } else {
        compared++;
        differs(title, attribute, null, more);
      }
    }
  }

  /** The attributes that every block has and no two have the same. */
  private static List<String> memberNames(List<Value> blocks) {
    for (List<String> names : AttributeFacts.memberNames()) {
      List<String> titles = new ArrayList<>();
      for (Value block : blocks) {
        if (block instanceof Value.Fields fields
            && names.stream().allMatch(name -> !Scalars.text(fields.values().get(name)).isEmpty())) {
          titles.add(title(names, block));
        }
      }
      if (titles.size() == blocks.size() && titles.stream().distinct().count() == titles.size()) {
        return names;
      }
    }
    return List.of();
  }

  private static String title(List<String> names, Value block) {
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      parts.add(block instanceof Value.Fields fields ? Scalars.text(fields.values().get(name)) : "");
    }
    return String.join("/", parts);
  }

  private int named(List<String> names, Value block, List<Value> among) {
    for (int i = 0; i < among.size(); i++) {
      boolean all = true;
      for (String name : names) {
        String wanted = block instanceof Value.Fields fields ? Scalars.text(fields.values().get(name)) : "";
        String is = among.get(i) instanceof Value.Fields fields ? Scalars.text(fields.values().get(name)) : "";
        all &= Scalars.same(provider, name, wanted, is);
      }
      if (all) {
        return i;
      }
    }
    return -1;
  }

  private int exact(String path, Value block, List<Value> among) {
    for (int i = 0; i < among.size(); i++) {
      if (distance(path, block, among.get(i)) == 0) {
        return i;
      }
    }
    return -1;
  }

  private int mostAlike(String path, Value block, List<Value> among) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < among.size(); i++) {
      int distance = distance(path, block, among.get(i));
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  /** How many attributes of a block differ. */
  private int distance(String path, Value block, Value other) {
    Comparison trial = new Comparison(wanted, found);
    trial.value(path, path, block, other, DEEPEST / 2);
    return trial.differences.size();
  }
}
