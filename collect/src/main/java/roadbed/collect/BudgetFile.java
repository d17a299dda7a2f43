package roadbed.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.collect.facts.BudgetDocument;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.CostBudget;
import roadbed.model.Diagnostic;

/** Reads budgets from a file: its documents of kind Budgets. */
public final class BudgetFile {
  private BudgetFile() {}

  /** Budgets that are right, and what is wrong. */
  public record Read(List<CostBudget> budgets, List<Diagnostic> diagnostics) {
    public Read {
      budgets = List.copyOf(budgets);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads a file. */
  public static Read read(Path path) throws IOException {
    LocalFile file = new LocalFile(path.toString().replace('\\', '/'), path, Files::newInputStream);
    Gathering said = new Gathering(Limits.DEFAULT);
    Optional<String> text = WholeText.read(file, Limits.DEFAULT.wholeBytes(), said);
    List<CostBudget> budgets = new ArrayList<>();
    YamlDocuments documents = new YamlDocuments(text.orElse(""), file, Limits.DEFAULT);
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken why -> said.diagnostic(why.why());
        case YamlDocuments.Document.Read read -> {
          for (YamlNode root : read.roots()) {
            if (root instanceof YamlNode.Mapping mapping && mapping.text("kind").equals(Optional.of("Budgets"))) {
              budgets.addAll(BudgetDocument.read(mapping, file.name(), said));
            }
          }
        }
      }
    }
    return new Read(budgets, said.diagnostics(file.name()));
  }
}
