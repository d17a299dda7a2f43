package roadbed.collect.terraform;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.terraform.ConfigurationFolder.Declared;
import roadbed.collect.terraform.ModuleEvaluation.Instance;
import roadbed.collect.terraform.expression.Conversions;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.expression.ExpressionParser;
import roadbed.collect.terraform.expression.Parsed;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/**
 * What blocks {@code moved} and {@code import} of one configuration say of addresses: which one a resource had before,
 * and which object, by the id of its provider, becomes which resource. Blocks {@code removed} say that nothing is left.
 */
final class Relocations {
  private static final int MOST_HOPS = 20;
  private static final int MOST = 100_000;

  private final CollectionSink sink;
  private final Map<String, String> fromByTo = new HashMap<>();
  private final Map<String, String> idByAddress = new HashMap<>();

  Relocations(CollectionSink sink) {
    this.sink = sink;
  }

  /** Takes in what a module says; what an outer module says of it is taken in before. */
  void of(ModuleEvaluation module) {
    int number = 0;
    for (Declared block : module.folder().refactorings) {
      switch (block.type()) {
        case "moved" -> moved(module, block);
        case "import" -> imported(module, block, "import." + number++);
        case "removed" -> removed(module, block);
        default -> {}
      }
    }
  }

  private void moved(ModuleEvaluation module, Declared block) {
    Optional<String> from = block.body().value("from").flatMap(one -> address(one, module, Optional.empty()));
    Optional<String> to = block.body().value("to").flatMap(one -> address(one, module, Optional.empty()));
    if (from.isPresent() && to.isPresent() && fromByTo.size() < MOST) {
      fromByTo.putIfAbsent(module.absolute(to.get()), module.absolute(from.get()));
      if (isDeclared(module, from.get()) && !withoutKeys(from.get()).equals(withoutKeys(to.get()))) {
        still(block, from.get(), "moved");
      }
    }
  }

  private void removed(ModuleEvaluation module, Declared block) {
    block
        .body()
        .value("from")
        .flatMap(one -> address(one, module, Optional.empty()))
        .filter(from -> isDeclared(module, from))
        .ifPresent(from -> still(block, from, "removed"));
  }

  private void still(Declared block, String from, String said) {
    sink.diagnostic(
        Diagnostic.warning(
            "terraform.still-declared",
            block.location(),
            from + " is said to be " + said + ", and is still declared in this folder",
            "take out its block, or the block " + block.type()));
  }

  private void imported(ModuleEvaluation module, Declared block, String key) {
    for (Instance instance : module.instances(key, block)) {
      Optional<String> to = block.body().value("to").flatMap(one -> address(one, module, Optional.of(instance.scope())));
      Optional<String> id =
          block.body().value("id").flatMap(one -> Conversions.asText(module.value(one, instance.scope()))).filter(text -> !text.isEmpty());
      if (to.isPresent() && id.isPresent() && idByAddress.size() < MOST) {
        idByAddress.putIfAbsent(module.absolute(to.get()), id.get());
      }
    }
  }

  private static boolean isDeclared(ModuleEvaluation module, String address) {
    return module.folder().resources.containsKey(address)
        || (address.startsWith("module.") && module.folder().calls.containsKey(address.substring("module.".length())));
  }

  private static String withoutKeys(String address) {
    StringBuilder names = new StringBuilder();
    Address.parse(address).parts().forEach(part -> names.append(part.name()).append('.'));
    return names.toString();
  }

  /** A reference as addresses write it; in JSON syntax it stands in a text. */
  private static Optional<String> address(Expression expression, ModuleEvaluation module, Optional<ModuleScope> scope) {
    return switch (expression) {
      case Expression.Root root -> Optional.of(root.name());
      case Expression.Attribute attribute -> address(attribute.of(), module, scope).map(of -> of + "." + attribute.name());
      case Expression.Index index -> {
        Value key =
            index.key() instanceof Expression.Literal literal
                ? literal.value()
                : scope.map(here -> module.value(index.key(), here)).orElse(Value.Null.INSTANCE);
        yield address(index.of(), module, scope).flatMap(of -> Instance.key(key).map(written -> of + written));
      }
      case Expression.Literal(Value.Text(String text)) ->
          ExpressionParser.expression(text) instanceof Parsed.Good(Expression inner) && !(inner instanceof Expression.Literal)
              ? address(inner, module, scope)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Adds what is said of a resource, in the words of {@link roadbed.model.CollectedResource#context()}. */
  void tell(String address, Map<String, String> context) {
    before(address).ifPresent(earlier -> context.put("moved_from", earlier));
    Optional.ofNullable(idByAddress.get(address)).ifPresent(id -> context.put("import_id", id));
  }

  /** The first address that a resource had, as far back as the blocks go. */
  private Optional<String> before(String address) {
    String here = address;
    for (int hops = 0; hops < MOST_HOPS; hops++) {
      Optional<String> earlier = earlier(here);
      if (earlier.isEmpty() || earlier.get().equals(address)) {
        break;
      }
      here = earlier.get();
    }
    return here.equals(address) ? Optional.empty() : Optional.of(here);
  }

  /** One block back: the longest part of the address that was moved to counts, so a key before its resource and that before its module. */
  private Optional<String> earlier(String address) {
    if (fromByTo.isEmpty()) {
      return Optional.empty();
    }
    for (int end = address.length(); end > 0; end--) {
      if (end == address.length() || address.charAt(end) == '.' || address.charAt(end) == '[') {
        String from = fromByTo.get(address.substring(0, end));
        if (from != null) {
          return Optional.of(from + address.substring(end));
        }
      }
    }
    return Optional.empty();
  }
}
