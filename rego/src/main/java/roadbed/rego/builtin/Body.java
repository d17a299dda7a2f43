package roadbed.rego.builtin;

import org.jspecify.annotations.Nullable;
import roadbed.rego.value.Value;

/** What a builtin does; its refusals do not yet name it. */
@FunctionalInterface
interface Body {
  @Nullable Value apply(CallContext context, Value[] args);
}
