package roadbed.rego.builtin;

import org.jspecify.annotations.Nullable;
import roadbed.rego.value.Value;

/** What a builtin does; its refusals do not yet name it. */
@FunctionalInterface
public interface Body {
  /**
   * Answers a call.
   *
   * @return null where the result is undefined
   * @throws BuiltinException where it refuses
   */
  @Nullable Value apply(CallContext context, Value[] args);
}
