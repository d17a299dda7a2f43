package roadbed.collect.cloudformation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import roadbed.collect.SecretText;
import roadbed.collect.yaml.YamlNode;
import roadbed.collect.yaml.YamlTyping;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Evaluates values with the functions in them. What cannot be decided is unknown with its reason. */
final class Functions {
  /** What {@code AWS::NoValue} is: the property is not there. */
  static final Value NO_VALUE = new Value.Unknown("AWS::NoValue");

  private static final int LONGEST = 4_000_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,255}");

  private final Stack stack;

  Functions(Stack stack) {
    this.stack = stack;
  }

  /** Whether a path leads into the principals of a policy's statement. */
  static boolean isPrincipal(String path) {
    return path.contains("Principal.") || path.endsWith("Principal");
  }

  /**
   * Whether a path leads into a script, of which what is known is worth keeping: what is filled in later stands as it is
   * written, {@code ${Name}}.
   */
  private static boolean isScript(String path) {
    return path.endsWith("UserData");
  }

  private static Value inScript(String path, String name, Value value) {
    return isScript(path) && value instanceof Value.Unknown ? Value.of("${" + name + "}") : value;
  }

  /** The value of a node; a property that is {@code AWS::NoValue} is left out. */
  Value value(YamlNode node, String path, Notes notes) {
    Value value = evaluated(node, path, notes);
    return value.equals(NO_VALUE) ? Value.Null.INSTANCE : value;
  }

  private Value evaluated(YamlNode node, String path, Notes notes) {
    if (!stack.deployment.step(Location.of(stack.template.file(), node.line(), node.column()))) {
      return new Value.Unknown("the templates are too large to be evaluated");
    }
    notes.at(path, node);
    return switch (node) {
      case YamlNode.Scalar _ -> YamlTyping.value(node);
      case YamlNode.Sequence sequence -> items(sequence, path, notes);
      case YamlNode.Mapping mapping -> mapping(mapping, path, notes);
    };
  }

  private Value items(YamlNode.Sequence sequence, String path, Notes notes) {
    List<Value> items = new ArrayList<>(sequence.items().size());
    for (YamlNode item : sequence.items()) {
      Value value = evaluated(item, join(path, Integer.toString(items.size())), notes);
      if (!value.equals(NO_VALUE)) {
        items.add(value);
      }
    }
    return new Value.Items(items);
  }

  private Value mapping(YamlNode.Mapping mapping, String path, Notes notes) {
    if (mapping.entries().size() == 1) {
      YamlNode.Entry only = mapping.entries().values().iterator().next();
      String name = only.key().text();
      if (name.equals("Ref") || (name.startsWith("Fn::") && !name.startsWith("Fn::ForEach"))) {
        return function(name, only.value(), path, notes);
      }
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    expanded(mapping.entries())
        .forEach(
            (name, entry) -> {
              if (name.equals("Fn::Transform")) {
                function(name, entry.value(), path, notes);
                return;
              }
              notes.at(join(path, name), entry.key());
              Value value = evaluated(entry.value(), join(path, name), notes);
              if (!value.equals(NO_VALUE)) {
                fields.put(name, value);
              }
            });
    return new Value.Fields(fields);
  }

  private static String join(String path, String step) {
    return path.isEmpty() ? step : path + "." + step;
  }

  private Value function(String name, YamlNode argument, String path, Notes notes) {
    return switch (name) {
      case "Ref" -> text(argument).map(ref -> stack.ref(ref, path, notes, argument)).orElseGet(() -> malformed(name, argument));
      case "Fn::GetAtt" -> getAtt(argument, path, notes);
      case "Fn::Sub" -> sub(argument, path, notes);
      case "Fn::Join" -> pair(name, argument, list -> joined(list, path, notes));
      case "Fn::Select" -> pair(name, argument, list -> selected(list, path, notes));
      case "Fn::Split" -> pair(name, argument, list -> split(list, path, notes));
      case "Fn::If" -> chosen(argument, path, notes);
      case "Fn::FindInMap" -> found(argument, path, notes);
      case "Fn::Base64" -> onText(evaluated(argument, path, notes), Functions::encoded);
      case "Fn::Cidr" -> Cidrs.of(each(argument, path, notes));
      case "Fn::GetAZs" -> new Value.Unknown("the zones of a region are known only where the stack is deployed");
      case "Fn::ImportValue" -> imported(argument, path, notes);
      case "Fn::Length" -> length(evaluated(argument, path, notes));
      case "Fn::ToJsonString" -> json(evaluated(argument, path, notes));
      case "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals" -> truth(ShortTags.function(name, argument));
      case "Fn::Transform" -> {
        stack.say("transform", argument, "a transform is a program of its own and is not run here", "scan what it makes");
        yield new Value.Unknown("a transform makes this value");
      }
      default -> {
        stack.say("function", argument, "the function " + name + " is not known", "correct its name");
        yield new Value.Unknown("the function " + name + " is not known");
      }
    };
  }

  private Value malformed(String name, YamlNode argument) {
    stack.say("function", argument, "this is not what " + name + " takes", "see CloudFormation's reference of functions");
    return new Value.Unknown("the arguments of " + name + " are not what it takes");
  }

  private static Optional<String> text(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && !scalar.isNull() ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static String name(Value value) {
    return Texts.of(value).orElse("its name is not known");
  }

  /** What another stack exports; the name's own references say nothing of the value. */
  private Value imported(YamlNode argument, String path, Notes notes) {
    Value name = evaluated(argument, "", new Notes(stack.template.file()));
    if (Texts.of(name).isEmpty()) {
      return new Value.Unknown(
          "the value is exported by another stack, under a name that is not known"
              + (name instanceof Value.Unknown unknown ? ": " + unknown.reason() : ""));
    }
    return stack.imported(Texts.of(name).get(), path, notes);
  }

  private Value pair(String name, YamlNode argument, Function<List<YamlNode>, Value> how) {
    return argument instanceof YamlNode.Sequence sequence && sequence.items().size() == 2
        ? how.apply(sequence.items())
        : malformed(name, argument);
  }

  private List<Value> each(YamlNode argument, String path, Notes notes) {
    List<Value> values = new ArrayList<>();
    if (argument instanceof YamlNode.Sequence sequence) {
      sequence.items().forEach(item -> values.add(evaluated(item, path, notes)));
    }
    return values;
  }

  private Value getAtt(YamlNode argument, String path, Notes notes) {
    if (argument instanceof YamlNode.Scalar scalar && scalar.text().indexOf('.') > 0) {
      int dot = scalar.text().indexOf('.');
      return stack.attribute(scalar.text().substring(0, dot), scalar.text().substring(dot + 1), path, notes, argument);
    }
    if (argument instanceof YamlNode.Sequence sequence && sequence.items().size() >= 2) {
      List<String> parts = new ArrayList<>();
      for (YamlNode item : sequence.items()) {
        Value value = evaluated(item, path, notes);
        if (Texts.of(value).isEmpty()) {
          return value instanceof Value.Unknown ? value : malformed("Fn::GetAtt", argument);
        }
        parts.add(Texts.of(value).get());
      }
      return stack.attribute(parts.getFirst(), String.join(".", parts.subList(1, parts.size())), path, notes, argument);
    }
    return malformed("Fn::GetAtt", argument);
  }

  private Value sub(YamlNode argument, String path, Notes notes) {
    Map<String, Value> own = new LinkedHashMap<>();
    YamlNode template = argument;
    if (argument instanceof YamlNode.Sequence sequence && !sequence.items().isEmpty()) {
      template = sequence.items().getFirst();
      if (sequence.items().size() > 1 && sequence.items().get(1) instanceof YamlNode.Mapping variables) {
        variables.entries().forEach((name, entry) -> own.put(name, evaluated(entry.value(), path, notes)));
      }
    }
    if (!(template instanceof YamlNode.Scalar scalar)) {
      return malformed("Fn::Sub", argument);
    }
    String text = scalar.text();
    Texts texts = new Texts();
    int from = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      texts.add(text.substring(from, open));
      String name = text.substring(open + 2, close).strip();
      from = close + 1;
      if (name.startsWith("!")) {
        texts.add("${" + name.substring(1) + "}");
      } else if (own.containsKey(name)) {
        texts.add(inScript(path, name, own.getOrDefault(name, Value.Null.INSTANCE)));
      } else if (name.indexOf('.') > 0) {
        int dot = name.indexOf('.');
        Value attribute = stack.attribute(name.substring(0, dot), name.substring(dot + 1), path, notes, scalar);
        texts.add(inScript(path, name, attribute));
      } else {
        texts.add(inScript(path, name, stack.ref(name, path, notes, scalar)));
      }
    }
    return texts.add(text.substring(Math.min(from, text.length()))).value();
  }

  private Value joined(List<YamlNode> list, String path, Notes notes) {
    Optional<String> delimiter = text(list.getFirst()).or(() -> Optional.of(""));
    Value items = evaluated(list.get(1), path, notes);
    if (!(items instanceof Value.Items values)) {
      return items instanceof Value.Unknown || items instanceof Value.Secret ? items : malformed("Fn::Join", list.get(1));
    }
    Texts texts = new Texts();
    for (int i = 0; i < values.values().size(); i++) {
      if (i > 0) {
        texts.add(delimiter.get());
      }
      texts.add(inScript(path, "...", values.values().get(i)));
    }
    return texts.value();
  }

  private Value selected(List<YamlNode> list, String path, Notes notes) {
    Optional<String> index = Texts.of(evaluated(list.getFirst(), path, notes));
    Value items = evaluated(list.get(1), path, notes);
    if (index.isEmpty() || !index.get().matches("[0-9]{1,9}")) {
      return new Value.Unknown("the index of Fn::Select is not known");
    }
    if (!(items instanceof Value.Items values)) {
      return items instanceof Value.Unknown || items instanceof Value.Secret ? items : malformed("Fn::Select", list.get(1));
    }
    int at = Integer.parseInt(index.get());
    if (at >= values.values().size()) {
      stack.say("function", list.get(1), "the list has no item " + at, "the first item is 0");
      return new Value.Unknown("the list has no item " + at);
    }
    return values.values().get(at);
  }

  private Value split(List<YamlNode> list, String path, Notes notes) {
    Optional<String> delimiter = text(list.getFirst());
    Value value = evaluated(list.get(1), path, notes);
    if (delimiter.isEmpty() || delimiter.get().isEmpty()) {
      return malformed("Fn::Split", list.getFirst());
    }
    return onText(value, text -> Value.ofTexts(List.of(text.split(Pattern.quote(delimiter.get()), -1))));
  }

  private static Value onText(Value value, Function<String, Value> how) {
    return Texts.of(value).map(how).orElseGet(() -> value instanceof Value.Secret ? value : notText(value));
  }

  private static Value notText(Value value) {
    return value instanceof Value.Unknown ? value : new Value.Unknown("a text is expected, and it is none");
  }

  private static Value encoded(String text) {
    return Value.of(
        Base64.getEncoder().encodeToString(SecretText.mask(text).getBytes(StandardCharsets.UTF_8)));
  }

  private static Value length(Value value) {
    return value instanceof Value.Items items ? Value.of(items.values().size()) : notText(value);
  }

  private static Value json(Value value) {
    if (value.hasUnknown()) {
      return new Value.Unknown("not all of the document is known");
    }
    return Value.of(ValueJson.text(value));
  }

  private Value chosen(YamlNode argument, String path, Notes notes) {
    if (!(argument instanceof YamlNode.Sequence sequence)
        || sequence.items().size() != 3
        || text(sequence.items().getFirst()).isEmpty()) {
      return malformed("Fn::If", argument);
    }
    String name = text(sequence.items().getFirst()).get();
    Value holds = stack.condition(name, argument);
    if (holds instanceof Value.Bool decided) {
      return evaluated(sequence.items().get(decided.value() ? 1 : 2), path, notes);
    }
    Value one = evaluated(sequence.items().get(1), path, notes);
    Value other = evaluated(sequence.items().get(2), path, notes);
    return one.equals(other) && !one.hasUnknown()
        ? one
        : new Value.Unknown(
            "it depends on the condition " + name + ", and " + (holds instanceof Value.Unknown unknown ? unknown.reason() : "that is not known"));
  }

  private Value found(YamlNode argument, String path, Notes notes) {
    List<Value> keys = each(argument, path, notes);
    if (keys.size() < 3) {
      return malformed("Fn::FindInMap", argument);
    }
    Optional<YamlNode> otherwise =
        argument instanceof YamlNode.Sequence sequence
                && sequence.items().size() > 3
                && sequence.items().get(3) instanceof YamlNode.Mapping options
            ? options.get("DefaultValue")
            : Optional.empty();
    Optional<String> map = Texts.of(keys.get(0));
    if (map.isEmpty()) {
      return notText(keys.get(0));
    }
    YamlNode.Entry named = stack.template.section("Mappings").get(map.get());
    if (named == null || !(named.value() instanceof YamlNode.Mapping mapping)) {
      return absent("the mapping " + map.get() + " is not there", otherwise, argument, path, notes);
    }
    List<Value> candidates = new ArrayList<>();
    for (Map.Entry<String, YamlNode.Entry> row : mapping.entries().entrySet()) {
      if (Texts.of(keys.get(1)).filter(key -> !key.equals(row.getKey())).isEmpty()
          && row.getValue().value() instanceof YamlNode.Mapping columns) {
        columns
            .entries()
            .forEach(
                (column, entry) -> {
                  if (Texts.of(keys.get(2)).filter(key -> !key.equals(column)).isEmpty()) {
                    candidates.add(YamlTyping.value(entry.value()));
                  }
                });
      }
    }
    boolean known = Texts.of(keys.get(1)).isPresent() && Texts.of(keys.get(2)).isPresent();
    if (candidates.isEmpty()) {
      String what = "the mapping " + map.get() + " has no " + name(keys.get(1)) + ", " + name(keys.get(2));
      return absent(what, otherwise, argument, path, notes);
    }
    boolean same = candidates.stream().distinct().count() == 1 && (known || otherwise.isEmpty());
    return same ? candidates.getFirst() : notText(keys.get(Texts.of(keys.get(1)).isEmpty() ? 1 : 2));
  }

  private Value absent(String what, Optional<YamlNode> otherwise, YamlNode at, String path, Notes notes) {
    if (otherwise.isPresent()) {
      return evaluated(otherwise.get(), path, notes);
    }
    stack.say("mapping", at, what, "add it to Mappings, or give Fn::FindInMap a DefaultValue");
    return new Value.Unknown(what);
  }

  /** Whether a condition holds: true, false or not known. */
  Value truth(YamlNode node) {
    Notes nothing = new Notes(stack.template.file());
    if (node instanceof YamlNode.Scalar) {
      return truth(YamlTyping.value(node));
    }
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      return malformed("a condition", node);
    }
    YamlNode.Entry only = mapping.entries().values().iterator().next();
    List<YamlNode> items =
        only.value() instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(only.value());
    if (items.isEmpty()) {
      return malformed(only.key().text(), node);
    }
    return switch (only.key().text()) {
      case "Condition" -> text(only.value()).map(name -> stack.condition(name, node)).orElseGet(() -> malformed("Condition", node));
      case "Fn::And" -> all(items, Value.Bool.TRUE);
      case "Fn::Or" -> all(items, Value.Bool.FALSE);
      case "Fn::Not" -> {
        Value holds = truth(items.getFirst());
        yield holds instanceof Value.Bool bool ? Value.of(!bool.value()) : holds;
      }
      case "Fn::Equals" -> {
        if (items.size() != 2) {
          yield malformed("Fn::Equals", node);
        }
        yield equal(evaluated(items.get(0), "", nothing), evaluated(items.get(1), "", nothing));
      }
      default -> truth(evaluated(node, "", nothing));
    };
  }

  private Value truth(Value value) {
    if (value instanceof Value.Unknown || value instanceof Value.Bool) {
      return value;
    }
    return Texts.of(value)
        .filter(text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))
        .map(text -> Value.of(text.equalsIgnoreCase("true")))
        .orElse(new Value.Unknown("it is neither true nor false"));
  }

  /** All have the value, or one has the other; else not known. */
  private Value all(List<YamlNode> conditions, Value.Bool neutral) {
    Value result = neutral;
    for (YamlNode condition : conditions) {
      Value holds = truth(condition);
      if (holds instanceof Value.Bool && !holds.equals(neutral)) {
        return holds;
      }
      result = holds instanceof Value.Bool ? result : holds;
    }
    return result;
  }

  private static Value equal(Value one, Value other) {
    for (Value value : List.of(one, other)) {
      if (value instanceof Value.Unknown || value instanceof Value.Secret) {
        return value instanceof Value.Unknown ? value : new Value.Unknown("a secret is not looked at");
      }
    }
    Optional<String> a = Texts.of(one);
    Optional<String> b = Texts.of(other);
    return Value.of((a.isPresent() && b.isPresent()) ? a.equals(b) : one.equals(other));
  }

  /** The entries with each loop replaced by what it makes. */
  Map<String, YamlNode.Entry> expanded(Map<String, YamlNode.Entry> entries) {
    if (entries.keySet().stream().noneMatch(name -> name.startsWith("Fn::ForEach"))) {
      return entries;
    }
    Map<String, YamlNode.Entry> all = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) -> {
          if (name.startsWith("Fn::ForEach")) {
            loop(entry.value(), all);
          } else {
            all.put(name, entry);
          }
        });
    return all;
  }

  private void loop(YamlNode node, Map<String, YamlNode.Entry> all) {
    if (!(node instanceof YamlNode.Sequence sequence)
        || sequence.items().size() != 3
        || text(sequence.items().getFirst()).filter(name -> NAME.matcher(name).matches()).isEmpty()
        || !(sequence.items().get(2) instanceof YamlNode.Mapping body)) {
      malformed("Fn::ForEach", node);
      return;
    }
    String variable = text(sequence.items().getFirst()).get();
    Value over = evaluated(sequence.items().get(1), "", new Notes(stack.template.file()));
    if (!(over instanceof Value.Items values) || values.values().stream().anyMatch(item -> Texts.of(item).isEmpty())) {
      stack.say("loop", node, "what the loop over " + variable + " goes through is not known", "give its values in a file beside the template");
      return;
    }
    for (Value item : values.values()) {
      String text = Texts.of(item).get();
      if (replaced(body, variable, text) instanceof YamlNode.Mapping made) {
        all.putAll(expanded(made.entries()));
      }
    }
  }

  /** The node with a loop's variable replaced by its value. */
  private YamlNode replaced(YamlNode node, String variable, String value) {
    if (!stack.deployment.step(Location.of(stack.template.file(), node.line(), node.column()))) {
      return ShortTags.sequence(List.of(), node);
    }
    return switch (node) {
      case YamlNode.Scalar scalar ->
          scalar.text().indexOf('{') < 0 || scalar.text().length() > LONGEST
              ? scalar
              : new YamlNode.Scalar(filled(scalar.text(), variable, value), scalar.plain(), scalar.line(), scalar.column());
      case YamlNode.Sequence sequence -> {
        List<YamlNode> items = new ArrayList<>(sequence.items().size());
        sequence.items().forEach(item -> items.add(replaced(item, variable, value)));
        yield ShortTags.sequence(items, sequence);
      }
      case YamlNode.Mapping mapping -> {
        if (mapping.entries().size() == 1 && mapping.text("Ref").filter(variable::equals).isPresent()) {
          yield ShortTags.text(value, mapping);
        }
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach(
                (name, entry) -> {
                  YamlNode.Scalar key =
                      new YamlNode.Scalar(filled(name, variable, value), entry.key().plain(), entry.key().line(), entry.key().column());
                  entries.put(key.text(), new YamlNode.Entry(key, replaced(entry.value(), variable, value)));
                });
        yield new YamlNode.Mapping(entries, mapping.line(), mapping.column());
      }
    };
  }

  private static String filled(String text, String variable, String value) {
    String plain = value.replaceAll("[^A-Za-z0-9]", "");
    return text.replace("${" + variable + "}", value).replace("&{" + variable + "}", plain);
  }
}
