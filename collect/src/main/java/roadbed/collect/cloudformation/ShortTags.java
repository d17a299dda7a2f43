package roadbed.collect.cloudformation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.collect.yaml.YamlNode;
import roadbed.collect.yaml.YamlTags;

/** The short form of functions in YAML: {@code !Sub text} is {@code Fn::Sub: text}. */
final class ShortTags implements YamlTags {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "And", "Base64", "Cidr", "Contains", "EachMemberEquals", "EachMemberIn", "Equals", "FindInMap", "ForEach",
          "GetAtt", "GetAZs", "If", "ImportValue", "Join", "Length", "Not", "Or", "RefAll", "Select", "Split", "Sub",
          "ToJsonString", "Transform", "ValueOf", "ValueOfAll", "GetStackOutput");

  @Override
  public YamlNode read(String tag, YamlNode node) {
    if (tag.equals("Ref") || tag.equals("Condition")) {
      return function(tag, node);
    }
    return FUNCTIONS.contains(tag) ? function("Fn::" + tag, node) : node;
  }

  /** A mapping of the one function. */
  static YamlNode.Mapping function(String name, YamlNode argument) {
    YamlNode.Scalar key = new YamlNode.Scalar(name, false, argument.line(), argument.column());
    return new YamlNode.Mapping(Map.of(name, new YamlNode.Entry(key, argument)), argument.line(), argument.column());
  }

  /** A mapping of these nodes, all at the place of another one. */
  static YamlNode.Mapping mapping(Map<String, YamlNode> values, YamlNode at) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            entries.put(
                name, new YamlNode.Entry(new YamlNode.Scalar(name, false, value.line(), value.column()), value)));
    return new YamlNode.Mapping(entries, at.line(), at.column());
  }

  /** A text at the place of another node. */
  static YamlNode.Scalar text(String text, YamlNode at) {
    return new YamlNode.Scalar(text, false, at.line(), at.column());
  }

  /** A sequence at the place of another node. */
  static YamlNode.Sequence sequence(List<YamlNode> items, YamlNode at) {
    return new YamlNode.Sequence(items, at.line(), at.column());
  }
}
