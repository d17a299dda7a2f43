package roadbed.rego.partial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Statement;

/** The statements that are left so far on one way through a body; each way goes on from those of the way before. */
final class Residue {
  static final Residue NONE = new Residue(null, null);

  private final @Nullable Residue before;
  private final @Nullable Statement last;

  private Residue(@Nullable Residue before, @Nullable Statement last) {
    this.before = before;
    this.last = last;
  }

  Residue and(Statement statement) {
    return new Residue(this, statement);
  }

  Residue and(List<Statement> statements) {
    Residue all = this;
    for (Statement statement : statements) {
      all = all.and(statement);
    }
    return all;
  }

  List<Statement> statements() {
    List<Statement> out = new ArrayList<>();
    for (Residue at = this; at.before != null && at.last != null; at = at.before) {
      out.add(at.last);
    }
    Collections.reverse(out);
    return out;
  }
}
