package roadbed.collect.slo;

import java.util.function.Consumer;
import roadbed.model.Diagnostic;

/** Takes what is wrong, and counts the errors, so that a reader knows whether a part had any. */
final class Problems {
  private final Consumer<Diagnostic> sink;
  private int errors;

  Problems(Consumer<Diagnostic> sink) {
    this.sink = sink;
  }

  void say(Diagnostic diagnostic) {
    if (diagnostic.level() == Diagnostic.Level.ERROR) {
      errors++;
    }
    sink.accept(diagnostic);
  }

  /** How many errors there were so far. */
  int errors() {
    return errors;
  }
}
