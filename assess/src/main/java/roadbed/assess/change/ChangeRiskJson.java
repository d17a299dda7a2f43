package roadbed.assess.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;

/** Risk and ruling as documents. */
public final class ChangeRiskJson {
  private ChangeRiskJson() {}

  /** A risk. */
  public static Value.Fields of(ChangeRisk risk) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("level", Value.of(risk.level().id()));
    fields.put("score", Value.of(risk.score()));
    fields.put("unknown", Value.ofTexts(risk.unknown().stream().map(ChangeRisk.Kind::id).toList()));
    List<Value> factors = new ArrayList<>();
    for (ChangeRisk.Factor factor : risk.factors()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("name", Value.of(factor.kind().id()));
      one.put("points", Value.of(factor.points()));
      one.put("known", Value.of(factor.known()));
      one.put("words", Value.of(factor.words()));
      factors.add(new Value.Fields(one));
    }
    fields.put("factors", new Value.Items(factors));
    return new Value.Fields(fields);
  }

  /** The risk that a document of ours is. */
  public static ChangeRisk risk(Value.Fields fields) {
    List<ChangeRisk.Factor> factors = new ArrayList<>();
    for (Value.Fields one : objects(fields, "factors")) {
      String name = one.text("name").orElse("");
      for (ChangeRisk.Kind kind : ChangeRisk.Kind.values()) {
        if (kind.id().equals(name)) {
          factors.add(
              new ChangeRisk.Factor(
                  kind, whole(one, "points"), one.get("known").orElse(Value.of(false)).equals(Value.of(true)), one.text("words").orElse("")));
        }
      }
    }
    return new ChangeRisk(factors);
  }

  /** A ruling. */
  public static Value.Fields of(ChangeRuling ruling) {
    return switch (ruling) {
      case ChangeRuling.Standard it -> reasons("standard", it.reasons());
      case ChangeRuling.Denied it -> reasons("denied", it.reasons());
      case ChangeRuling.Undecided it -> reasons("undecided", it.reasons());
      case ChangeRuling.Needs it -> {
        List<Value> needed = new ArrayList<>();
        for (ChangeRuling.Requirement one : it.requirements()) {
          Map<String, Value> fields = new LinkedHashMap<>();
          fields.put("from", Value.ofTexts(one.from()));
          fields.put("count", Value.of(one.count()));
          fields.put("reason", Value.of(one.reason()));
          needed.add(new Value.Fields(fields));
        }
        yield Value.Fields.of("ruling", Value.of("needs"), "requirements", new Value.Items(needed));
      }
    };
  }

  private static Value.Fields reasons(String ruling, List<String> reasons) {
    return Value.Fields.of("ruling", Value.of(ruling), "reasons", Value.ofTexts(reasons));
  }

  /** The ruling that a document of ours is; what cannot be read is undecided. */
  public static ChangeRuling ruling(Value.Fields fields) {
    List<String> reasons = texts(fields, "reasons");
    return switch (fields.text("ruling").orElse("")) {
      case "standard" -> new ChangeRuling.Standard(reasons);
      case "denied" -> new ChangeRuling.Denied(reasons);
      case "needs" ->
          new ChangeRuling.Needs(
              objects(fields, "requirements").stream()
                  .map(one -> new ChangeRuling.Requirement(texts(one, "from"), whole(one, "count"), one.text("reason").orElse("")))
                  .toList());
      default -> new ChangeRuling.Undecided(reasons);
    };
  }

  private static List<Value.Fields> objects(Value.Fields fields, String name) {
    List<Value.Fields> objects = new ArrayList<>();
    if (fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Fields one) {
          objects.add(one);
        }
      }
    }
    return objects;
  }

  private static List<String> texts(Value.Fields fields, String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }

  private static int whole(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Whole whole ? Math.clamp(whole.value(), 0, 1_000_000) : 0;
  }
}
