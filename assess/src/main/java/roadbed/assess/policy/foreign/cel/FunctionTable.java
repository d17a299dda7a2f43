package roadbed.assess.policy.foreign.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects functions: what the checker knows of each, and what runs. */
final class FunctionTable {
  static final OpaqueType QUANTITY = OpaqueType.create("kubernetes.Quantity");
  static final OpaqueType URL = OpaqueType.create("kubernetes.URL");
  static final OpaqueType ADDRESS = OpaqueType.create("net.IP");
  static final OpaqueType BLOCK = OpaqueType.create("net.CIDR");
  static final OpaqueType FORMAT = OpaqueType.create("kubernetes.NamedFormat");
  static final OpaqueType SEMVER = OpaqueType.create("kubernetes.Semver");
  static final CelType LIST = ListType.create(SimpleType.DYN);
  static final CelType MAP = MapType.create(SimpleType.DYN, SimpleType.DYN);
  static final CelType MAYBE_FORMAT = OptionalType.create(FORMAT);
  static final CelType MAYBE_LIST = OptionalType.create(LIST);

  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  /** What a function does with its arguments, the receiver first. */
  interface Body {
    Object apply(Object... arguments) throws CelEvaluationException;
  }

  FunctionTable global(String name, CelType result, Body body, CelType... parameters) {
    String id = id(name, parameters);
    add(name, CelOverloadDecl.newGlobalOverload(id, result, parameters), body, parameters);
    return this;
  }

  FunctionTable member(String name, CelType result, Body body, CelType... parameters) {
    String id = id(name, parameters);
    add(name, CelOverloadDecl.newMemberOverload(id, result, parameters), body, parameters);
    return this;
  }

  // The bodies are all in this package, and none keeps anything.
  @SuppressWarnings("Immutable")
  private void add(String name, CelOverloadDecl overload, Body body, CelType... parameters) {
    overloads.computeIfAbsent(name, _ -> new ArrayList<>()).add(overload);
    List<Class<?>> classes = new ArrayList<>();
    for (CelType parameter : parameters) {
      classes.add(classOf(parameter));
    }
    bindings.add(CelFunctionBinding.from(overload.overloadId(), classes, body::apply));
  }

  private static String id(String name, CelType... parameters) {
    StringBuilder id = new StringBuilder("roadbed_").append(name.replace('.', '_'));
    for (CelType parameter : parameters) {
      id.append('_').append(parameter.name().replace('.', '_'));
    }
    return id.toString();
  }

  private static Class<?> classOf(CelType type) {
    if (type.equals(SimpleType.STRING)) {
      return String.class;
    }
    if (type.equals(SimpleType.INT)) {
      return Long.class;
    }
    if (type.equals(SimpleType.BOOL)) {
      return Boolean.class;
    }
    if (type.equals(LIST)) {
      return List.class;
    }
    if (type.equals(QUANTITY)) {
      return Quantity.class;
    }
    if (type.equals(URL)) {
      return Url.class;
    }
    if (type.equals(ADDRESS)) {
      return Address.class;
    }
    if (type.equals(BLOCK)) {
      return Address.Block.class;
    }
    if (type.equals(FORMAT)) {
      return Formats.Format.class;
    }
    return type.equals(SEMVER) ? Version.class : Object.class;
  }

  List<CelFunctionDecl> declarations() {
    List<CelFunctionDecl> declarations = new ArrayList<>();
    overloads.forEach((name, ones) -> declarations.add(CelFunctionDecl.newFunctionDeclaration(name, ones)));
    return declarations;
  }

  List<CelFunctionBinding> bindings() {
    return bindings;
  }

  static CelEvaluationException failed(String message) {
    return new CelEvaluationException(message);
  }
}
