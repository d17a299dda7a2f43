package roadbed.rego;

import java.util.ArrayList;
import java.util.List;
import roadbed.rego.builtin.BuiltinException;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.syntax.AstJson;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.SourceFile;
import roadbed.rego.value.Value;

/** Reads modules for {@code rego.parse_module}: always in the current dialect, whatever that of the policy. */
final class ModuleTrees implements CallContext.ModuleReader {
  static final ModuleTrees READER = new ModuleTrees();

  private ModuleTrees() {}

  @Override
  public Value read(String file, String text) {
    List<RegoError> errors = new ArrayList<>();
    SourceFile source = Parser.file(file, text, Dialect.V1, errors);
    if (source == null) {
      throw new BuiltinException(BuiltinException.BUILTIN_ERROR, RegoError.summary(errors));
    }
    return AstJson.of(source, false, true, false);
  }
}
