package roadbed.collect.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** Identifiers of resources, and what a deployment reads from them. */
final class ResourceFunctions {
  /** The symbol of the subscription that is deployed to. */
  static final String SUBSCRIPTION = "subscription().subscriptionId";

  /** The symbol of the resource group that is deployed to. */
  static final String GROUP = "resourceGroup().name";

  private ResourceFunctions() {}

  /** Calls one of them by its lower-case name; empty where it is none of them. */
  static Optional<Value> call(String name, Arguments given, Scope scope) {
    return switch (name) {
      case "resourceid" -> Optional.of(Value.of(resourceId(given, scope)));
      case "subscriptionresourceid" -> Optional.of(Value.of(subscriptionId(given, scope)));
      case "tenantresourceid" -> Optional.of(Value.of("/providers/" + relative(given, 0)));
      case "managementgroupresourceid" ->
          Optional.of(Value.of(managementGroupId(given)));
      case "extensionresourceid" ->
          Optional.of(Value.of(given.partial(0) + "/providers/" + relative(given, 1)));
      case "reference" -> Optional.of(reference(given, scope));
      case "references" -> throw Unresolved.because("known when it is deployed");
      case "resourceinfo" ->
          Optional.of(
              scope
                  .idOf(given.text(0))
                  .map(ResourceFunctions::info)
                  .orElseThrow(() -> Unresolved.because("known when it is deployed")));
      default -> Optional.empty();
    };
  }

  private static Value info(String id) {
    Map<String, Value> info = new LinkedHashMap<>();
    info.put("id", Value.of(id));
    info.put("name", Value.of(id.substring(id.lastIndexOf('/') + 1)));
    return new Value.Fields(info);
  }

  /** {@code type/name} with the names between the parts of the type, from the argument that is the type. */
  private static String relative(Arguments given, int typeAt) {
    List<String> names = new ArrayList<>();
    for (int i = typeAt + 1; i < given.size(); i++) {
      names.add(given.partial(i));
    }
    return relative(given.text(typeAt), names);
  }

  /** {@code Namespace/type/name/type/name} of a type with slashes and its names. */
  static String relative(String type, List<String> names) {
    String[] parts = type.split("/", -1);
    StringBuilder relative = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      relative.append('/').append(parts[i]);
      if (i - 1 < names.size()) {
        relative.append('/').append(names.get(i - 1));
      }
    }
    return relative.toString();
  }

  private static int typeAt(Arguments given) {
    for (int i = 0; i < given.size(); i++) {
      String text = given.partial(i);
      if (!Symbols.in(text) && text.indexOf('/') > 0) {
        return i;
      }
    }
    throw Unresolved.because("the resource's type is not known");
  }

  private static String resourceId(Arguments given, Scope scope) {
    int type = typeAt(given);
    String relative = relative(given, type);
    if (type == 0) {
      return scope.id(relative);
    }
    String group = given.partial(type - 1);
    String subscription =
        type > 1
            ? given.partial(type - 2)
            : Arguments.textOf(
                Evaluator.member(scope.surroundings("subscription"), Value.of("subscriptionId")).orElseThrow());
    return "/subscriptions/" + subscription + "/resourceGroups/" + group + "/providers/" + relative;
  }

  private static String subscriptionId(Arguments given, Scope scope) {
    int type = typeAt(given);
    String subscription =
        type > 0
            ? given.partial(0)
            : Arguments.textOf(
                Evaluator.member(scope.surroundings("subscription"), Value.of("subscriptionId")).orElseThrow());
    return "/subscriptions/" + subscription + "/providers/" + relative(given, type);
  }

  private static String managementGroupId(Arguments given) {
    int type = typeAt(given);
    String group = type > 0 ? given.partial(0) : "{managementGroup}";
    return "/providers/Microsoft.Management/managementGroups/" + group + "/providers/" + relative(given, type);
  }

  /** Of a deployment in the same template its outputs are known as far as they are; all else only Azure knows. */
  private static Value reference(Arguments given, Scope scope) {
    String target = given.partial(0);
    Optional<Value> outputs = scope.outputs(target);
    if (outputs.isEmpty()) {
      throw Unresolved.because("read from the resource when it is deployed");
    }
    Map<String, Value> properties = new LinkedHashMap<>();
    properties.put("outputs", outputs.get());
    Value result = new Value.Fields(properties);
    boolean full = given.size() > 2 && given.partial(2).equalsIgnoreCase("Full");
    return full ? new Value.Fields(Map.of("properties", result)) : result;
  }
}
