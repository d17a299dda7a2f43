package roadbed.web.ui;

import java.util.List;
import roadbed.inventory.Snapshot;
import roadbed.model.Diagnostic;

/** Makes an estate of a document that somebody pasted. */
@FunctionalInterface
public interface PastedDocuments {
  /** What a document gives. */
  Read read(String text);

  /**
   * What a document gave.
   *
   * @param diagnostics what could not be read
   */
  record Read(Snapshot snapshot, List<Diagnostic> diagnostics) {
    public Read {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
